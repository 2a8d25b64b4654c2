import { resendChallenge } from "@watchword/auth/challenge";
import { randomUUID } from "node:crypto";
import { rememberNow } from "@watchword/auth/testing";
import { requestEmailOtp } from "@watchword/auth/email-otp";
import { requestEmailVerification } from "@watchword/auth/email-verification";
import { requestPasswordReset } from "@watchword/auth/password-reset";
import { LAPTOP, type Product, startProduct } from "@watchword/auth/testing/product";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { claimMails } from "../src/claim.ts";
import { prepareMailSlots } from "../src/sending-rate.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(() => sql`TRUNCATE mails, tokens CASCADE`.execute(product.owner));
afterAll(() => product.close());

interface Asked {
  ip: string;
  email?: string;
  deviceCookie?: string;
}

const anybody = (domain = `${randomUUID()}.example`) => `${randomUUID()}@${domain}`;

/** Asks for a code; answers the challenge's id. */
async function ask({ ip, email = anybody(), deviceCookie }: Asked): Promise<string> {
  const client = { ...LAPTOP, ip, ...(deviceCookie !== undefined && { deviceCookie }) };
  const request = { email, collection: "users", phrase: false, next: null, client };
  return (await requestEmailOtp(product.auth, request)).otpId;
}

async function askOften(times: number, asked: (n: number) => Asked): Promise<string[]> {
  const ids: string[] = [];
  for (let n = 0; n < times; n++) ids.push(await ask(asked(n)));
  return ids;
}

/** The tokens of all queued mails, in the order in which they are claimed. */
async function claimAll(): Promise<(string | null)[]> {
  const claimed = await claimMails(product.auth, randomUUID(), "awaited", 1_000);
  const order: (string | null)[] = [];
  for (const { tokenId } of claimed) order.push(tokenId);
  return order;
}

it("a code behind six hundred mails that six strangers requested is among the first seven", async () => {
  await askOften(600, (n) => ({ ip: `203.0.${n % 6}.7` }));
  const honest = await ask({ ip: "198.51.100.7" });
  expect((await claimAll()).indexOf(honest)).toBeLessThan(7);
});

it("all addresses of an IPv4 /24 or an IPv6 /48 count as one stranger", async () => {
  await askOften(40, (n) => ({ ip: n % 2 === 0 ? `203.0.113.${n}` : `2001:db8:7:${n}::1` }));
  const honest = await ask({ ip: "2001:db8:8::1" });
  expect((await claimAll()).indexOf(honest)).toBeLessThan(3);
});

it("within a network the mail that came first goes first", async () => {
  const asked = await askOften(20, () => ({ ip: "203.0.113.7" }));
  expect(await claimAll()).toEqual(asked);
});

it("domains take turns among networks that each requested one mail", async () => {
  await askOften(40, (n) => ({ ip: `203.0.${n}.7`, email: anybody("crowd.example") }));
  const honest = await ask({ ip: "198.51.100.7", email: "ada@example.com" });
  expect((await claimAll()).indexOf(honest)).toBeLessThan(2);
});

it("a network that has nothing queued any more starts from zero", async () => {
  await askOften(20, () => ({ ip: "203.0.113.7" }));
  await claimAll();
  await ask({ ip: "203.0.113.7" });
  expect(
    await product.auth.db
      .selectFrom("mails")
      .select("turn")
      .where("state", "=", "queued")
      .execute(),
  ).toEqual([{ turn: 0 }]);
});

it("known devices and sessions that prove their own address go before strangers", async () => {
  const { auth } = product;
  const email = "ada@example.com";
  const deviceCookie = await rememberNow(auth, { collection: "users", email });
  const other = await rememberNow(auth, { collection: "users", email: anybody() });
  const strangers = await askOften(5, (n) => ({ ip: `203.0.${n}.7` }));
  const crowd = await askOften(3, () => ({ ip: "192.0.2.7", email: anybody("example.com") }));
  const elsewhere = await ask({ ip: "198.51.103.7", email, deviceCookie: other });
  const visitor = await product.signIn("grace@example.com");
  await sql`DELETE FROM mails WHERE kind = 'email-otp' AND token_id NOT IN (SELECT id FROM tokens WHERE consumed_at IS NULL)`.execute(
    product.owner,
  );
  const session = await requestEmailVerification(auth, visitor, LAPTOP);
  if (!session.ok) throw new Error(session.reason);
  const known = await ask({ ip: "198.51.101.7", email, deviceCookie });
  const reset = await requestPasswordReset(auth, {
    email,
    collection: "users",
    client: { ...LAPTOP, ip: "198.51.102.7", deviceCookie },
  });
  const order = await claimAll();
  expect(order.slice(0, 3).toSorted()).toEqual(
    [session.challenge.otpId, known, reset.tokenId].toSorted(),
  );
  expect(order.slice(3).toSorted()).toEqual([...strangers, ...crowd, elsewhere].toSorted());
});

it("a stranger's code leaves with the next free slot although 600 mails of known devices in one network are waiting", async () => {
  const { auth } = product;
  const minted = `${randomUUID()}.example`;
  const known = async (email: string) => rememberNow(auth, { collection: "users", email });
  for (let n = 0; n < 600; n++) {
    const email = anybody(minted);
    await ask({ ip: `203.0.113.${n % 256}`, email, deviceCookie: await known(email) });
  }
  await prepareMailSlots(product.owner, 60);
  const limits = { perMinute: 60, policy: { mailBudget: null } };
  const claim = async () => {
    const claimed = await claimMails(auth, randomUUID(), "awaited", 12, limits);
    return claimed.map(({ tokenId }) => tokenId);
  };
  expect(await claim(), "the first of the crowd, and two in two seconds").toHaveLength(3);
  const honest = await ask({ ip: "198.51.100.7" });
  expect(await claim()).toContain(honest);
  const email = "ada@example.com";
  const owner = await ask({ ip: "198.51.101.7", email, deviceCookie: await known(email) });
  expect(await claim(), "a known device that isn't in the crowd").toContain(owner);
});

it("a mail that is sent again has the priority of the first", async () => {
  const otpId = await ask({ ip: "203.0.113.7" });
  await product.passTime(60);
  expect(await resendChallenge(product.auth, "email-otp", otpId)).toMatchObject({ ok: true });
  const rows = await product.auth.db
    .selectFrom("mails")
    .select(["priority", "network_key", "domain_key"])
    .execute();
  expect(rows).toHaveLength(2);
  expect(rows[0]).toEqual(rows[1]);
  expect(rows[0]?.network_key).toHaveLength(8);
});
