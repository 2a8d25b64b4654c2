import { type Auth, createAuth } from "@watchword/auth";
import { createPolicy } from "@watchword/auth/policy";
import { lengthBudgets } from "@watchword/auth/guess-bound";
import { passTime } from "@watchword/db/testing";
import { listMailbox, readMailboxMessage } from "@watchword/emails/mailbox";
import { parseSetCookie } from "cookie";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attack, type AttackResult, callFrom } from "./attacker.ts";
import { createDeployment, type Deployment, until, type WebProcess } from "./processes.ts";

/** `WATCHWORD_ATTACK=full`: fifty thousand guesses at the default budget; else a twenty-fifth of both. */
const FULL = process.env.WATCHWORD_ATTACK === "full";
const SCALE = FULL ? 1 : 1 / 25;
const policy = {
  perClient: null,
  guessBudget: { expectedGuessedPerDay: 0.01 * SCALE },
} as const;
const limits = new Map(
  lengthBudgets(createPolicy(policy)).map(({ digits, guesses }) => [digits, guesses]),
);

const someone = (n: number) => `someone-${n}@example.com`;
const OWNER = someone(0);
const KNOWN = "known@example.com";
const PHONE = "192.0.2.1";
const LAPTOP = "192.0.2.2";

describe(`${50_000 * SCALE} guesses at ${1_000 * SCALE} addresses from ${500 * SCALE} clients, over two processes`, () => {
  let deployment: Deployment;
  let webs: WebProcess[];
  let auth: Auth;
  let result: AttackResult;
  /** What people came to while it went on. */
  let owner: number;
  let known: { status: number; codeLength: unknown };
  const honest: { status: number; codeLength: unknown }[] = [];

  beforeAll(
    async () => {
      deployment = await createDeployment();
      const env = { TRUSTED_PROXY_HOPS: "1", WATCHWORD_POLICY: JSON.stringify(policy) };
      webs = await Promise.all([deployment.startWeb(env), deployment.startWeb(env)]);
      auth = createAuth({ database: deployment.databaseUrl, secret: deployment.secret });
      const device = await signInOnce(KNOWN, LAPTOP);
      await passTime(auth.db, 3_600);

      const addresses = Array.from({ length: 1_000 * SCALE }, (_, n) => someone(n));
      await attack({ webs, addresses: [KNOWN], clients: 20, guesses: 20 });
      const crowd = { webs, addresses, clients: 500 * SCALE, guesses: 50_000 * SCALE };
      const attacking = attack(crowd);
      const progress = { isOver: false };
      void attacking.finally(() => (progress.isOver = true));
      await until(async () => (await countSpent()) > 5_000 * SCALE, 120_000);
      owner = await signInByNewestLink(OWNER, PHONE);
      known = await signInByCode(KNOWN, LAPTOP, device);
      for (let n = 0; n < 3 || (!progress.isOver && n < 200); n++) {
        const { status, codeLength } = await signInByCode(
          `honest-${n}@example.com`,
          `198.51.100.${n}`,
        );
        honest.push({ status, codeLength });
      }
      result = await attacking;
    },
    FULL ? 900_000 : 300_000,
  );
  afterAll(async () => {
    await auth.close();
    await deployment.close();
  });

  const web = (n = 0) => webs[n % webs.length] as WebProcess;

  async function countSpent(): Promise<number> {
    const { rows } = await sql<{ spent: number }>`
      SELECT count(*)::integer AS spent FROM spent_guesses`.execute(auth.db);
    return rows[0]?.spent ?? 0;
  }

  async function mailTo(email: string, wanted: RegExp, seen = 0): Promise<string> {
    let found: string | undefined;
    await until(
      async () => {
        const mails = await listMailbox(deployment.mailboxDir, { to: email });
        const mail =
          mails.length > seen
            ? await readMailboxMessage(deployment.mailboxDir, mails[0]?.id ?? "")
            : null;
        found = wanted.exec(`${mail?.subject}\n${mail?.text}`)?.[0];
        return found !== undefined;
      },
      FULL ? 300_000 : 60_000,
    );
    return found ?? "";
  }

  async function signInByCode(email: string, ip: string, cookie = "") {
    const seen = (await listMailbox(deployment.mailboxDir, { to: email })).length;
    const { data } = await callFrom(ip, web(), "emailOtp.request", { email }, { cookie });
    const code = await mailTo(email, /\b\d{6,10}\b/, seen);
    const input = { otpId: data?.otpId, code };
    const { status, headers } = await callFrom(ip, web(1), "emailOtp.signIn", input, { cookie });
    return { status, headers, codeLength: data?.codeLength };
  }

  /** Asks like everybody, and uses whichever mail is the newest in the mailbox. */
  async function signInByNewestLink(email: string, ip: string): Promise<number> {
    await callFrom(ip, web(), "emailOtp.request", { email });
    const token = await mailTo(email, /(?<=\/sign-in\/link\/)[\w-]+/);
    return (await callFrom(ip, web(1), "emailOtp.signInWithLink", { token })).status;
  }

  /** The cookie that a browser keeps of having signed in. */
  async function signInOnce(email: string, ip: string): Promise<string> {
    const { headers } = await signInByCode(email, ip);
    const device = headers
      .getSetCookie()
      .map((header) => parseSetCookie(header))
      .find(({ name }) => name.endsWith("-device"));
    return `${device?.name}=${device?.value}`;
  }

  it("are judged within the bounds of each length and each address", () => {
    expect(result.odd).toEqual([]);
    expect(result.granted).toBe(0);
    for (const [digits, judged] of result.judged.byLength)
      expect(judged, `${digits} digits`).toBeLessThanOrEqual(limits.get(digits) ?? 0);
    for (const [email, judged] of result.judged.byAddress)
      expect(judged, email).toBeLessThanOrEqual(20);
    const judged = [...result.judged.byLength.values()].reduce((sum, n) => sum + n, 0);
    expect(judged + result.refused).toBe(50_000 * SCALE);
    expect(result.judged.byLength.get(6)).toBeGreaterThan(0.45 * (limits.get(6) ?? 0));
    if (FULL)
      console.table({ ...Object.fromEntries(result.judged.byLength), refused: result.refused });
  });

  it("don't keep out an owner on a new device, who uses the newest mail's link", () => {
    expect(owner).toBe(200);
  });

  it("don't keep a known device from its codes", () => {
    expect(known.status).toBe(200);
  });

  it("don't keep others from their codes, which are longer from half of a budget on", () => {
    expect(new Set(honest.map(({ status }) => status))).toEqual(new Set([200]));
    expect(Math.max(...honest.map(({ codeLength }) => Number(codeLength)))).toBeGreaterThan(6);
  });

  it("are forgotten after 24 hours", async () => {
    await passTime(auth.db, 86_400);
    const { status, codeLength } = await signInByCode(OWNER, PHONE);
    expect({ status, codeLength }).toEqual({ status: 200, codeLength: 6 });
  });
});
