import { randomUUID } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createAuth } from "@watchword/auth";
import { signInWithEmailOtp } from "@watchword/auth/email-otp";
import { verifyOneTimeToken } from "@watchword/auth/one-time-token";
import { signInWithPassword } from "@watchword/auth/password";
import { completePasswordReset } from "@watchword/auth/password-reset";
import { findSession } from "@watchword/auth/session";
import { createPool } from "@watchword/db/pool";
import { inDatabase } from "@watchword/db/testing/in-database";
import { asSuperuser } from "@watchword/db/testing/superuser";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { commandOf, type Script, until } from "./processes.ts";
import { startScript } from "./running-process.ts";

const WEB = path.resolve(import.meta.dirname, "..");
const LAYOUTS = path.resolve(WEB, "../../packages/db/test/old-layouts");

/** What whoever used the earlier release had in hand; the fixture's heading says it. */
interface Known {
  secret: string;
  adaId: string;
  adaSession: string;
  adaPassword: string;
  bobSession: string;
  oneTimeToken: string;
  resetToken: string;
  carol: { otpId: string; code: string };
  dave: { otpId: string; code: string };
  /** Mails that waited to be sent. */
  waiting: number;
}

let name: string;
let url: string;
let mailboxDir: string;
beforeEach(async () => {
  name = `moved_${randomUUID().replaceAll("-", "")}`;
  url = inDatabase(inject("postgresUrl"), name);
  mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-mailbox-"));
  await asSuperuser(`CREATE DATABASE ${name}`);
});
afterEach(async () => {
  await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`);
  await rm(mailboxDir, { recursive: true });
});

async function load(layout: string): Promise<Known> {
  const text = await readFile(path.join(LAYOUTS, `${layout}.sql`), "utf8");
  await run(`SET search_path = public; ${text}`);
  return JSON.parse(/^-- (\{.*\})$/m.exec(text)?.[1] ?? "") as Known;
}

async function run<Row extends object>(text: string): Promise<Row[]> {
  const pool = createPool(url, { max: 1, statementTimeoutMs: 60_000 });
  const { rows } = await pool.query<Row>(text).finally(() => pool.end());
  return rows;
}

const script = (command: Script, ready: RegExp) =>
  startScript(WEB, commandOf(command), environment, ready);
let environment: Record<string, string>;

const COUNTED = ["users", "sessions", "tokens", "mails", "audit_events", "buckets", "guess_totals"];
const counts = async (schema: string) => {
  const each = COUNTED.map((table) => `'${table}', (SELECT count(*) FROM ${schema}.${table})`);
  return run(`SELECT json_build_object(${each.join(", ")}) AS rows`);
};
/** The rows of the record themselves, in the order of the columns that both have. */
const record = (schema: string) =>
  run(`SELECT at, id, event, outcome, reason, user_id, token_id, address, client, device, actor_id, token_age_ms
    FROM ${schema}.audit_events ORDER BY at, id`);

const START = {
  client: { ip: null, userAgent: null, place: null, locale: null, deviceCookie: null },
  previousSecret: null,
};

describe.each(["2600c43", "afa8591"])("the layout of %s", (layout) => {
  it("is refused with an explanation, moved by one command, and pending sign-ins go on", async () => {
    const known = await load(layout);
    environment = {
      DATABASE_URL: url,
      WATCHWORD_SECRET: known.secret,
      PUBLIC_URL: "http://localhost:3000",
      MAILBOX_DIR: mailboxDir,
    };
    for (const command of ["db:migrate", "worker"] as const)
      await expect(script(command, /up to date|runs on/)).rejects.toThrow(
        /schema public, and this release keeps its own in watchword.*db:move/s,
      );
    expect(await run("SELECT FROM pg_namespace WHERE nspname LIKE 'watchword%'")).toEqual([]);

    const queued = await run<{ id: string }>(
      "SELECT id FROM public.mails WHERE state IN ('queued', 'sending') ORDER BY id",
    );
    expect(queued).toHaveLength(known.waiting);
    const [before, happened] = [await counts("public"), await record("public")];
    expect(happened.length).toBeGreaterThan(30);
    const moving = await script("db:move", /DROP SCHEMA watchword_before CASCADE/);
    expect(moving.output()).toContain("What was in public is in watchword now");
    expect(await counts("watchword")).toEqual(before);
    expect(await record("watchword")).toEqual(happened);
    expect(await counts("watchword_before")).toEqual(before);
    expect(await run("SELECT type FROM alert_messages")).toEqual([{ type: "guess_budget.half" }]);
    const { oldest } = (
      await run<{ oldest: string }>(
        "SELECT min(tableoid::regclass::text) AS oldest FROM watchword.audit_events",
      )
    )[0] ?? { oldest: "" };
    expect(oldest).toMatch(/^audit_events_\d{4}_\d{2}$/);
    await useIt(known);

    await script("db:migrate", /up to date/);
    const worker = await script("worker", /runs on/);
    await until(async () => (await waiting()) === 0);
    await worker.stop();
    const settled = await run<{ id: string; kind: string; state: string }>(
      "SELECT id, kind, state FROM mails WHERE id = ANY(ARRAY['" +
        `${queued.map(({ id }) => id).join("','")}']::uuid[])`,
    );
    expect(settled.filter(({ state }) => !["sent", "skipped"].includes(state))).toEqual([]);
    const sent = settled.filter(({ state }) => state === "sent");
    expect(sent.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["email-otp", "password-changed", "email-changed"]),
    );
    const written = await readdir(mailboxDir);
    for (const { id } of sent) expect(written).toContain(`${id}.eml`);
    await expect(script("db:move", /DROP SCHEMA/)).rejects.toThrow(/No schema of this database/);
  });
});

async function waiting(): Promise<number> {
  const rows = await run(
    "SELECT id FROM mails WHERE state IN ('queued', 'sending') AND run_at < now() + interval '1 minute'",
  );
  return rows.length;
}

/** Everything that people had in hand before the move works after it, once. */
async function useIt(known: Known): Promise<void> {
  const auth = createAuth({ database: url, secret: known.secret });
  const { adaSession, adaId, adaPassword, bobSession, carol, dave } = known;
  expect(await findSession(auth, adaSession)).toMatchObject({ user: { id: adaId } });
  expect(await findSession(auth, bobSession)).toMatchObject({ user: { email: "bob@example.com" } });
  const door = { challenge: carol.otpId, code: carol.code };
  expect(await signInWithEmailOtp(auth, door, START)).toMatchObject({
    ok: true,
    user: { email: "carol@example.com" },
  });
  expect(await signInWithEmailOtp(auth, door, START)).toMatchObject({ reason: "INVALID_TOKEN" });
  // One of five attempts was spent before.
  const wrong = {
    challenge: dave.otpId,
    code: dave.code.replace(/./, (digit) => String((Number(digit) + 1) % 10)),
  };
  for (const reason of [...Array<string>(4).fill("INVALID_TOKEN"), "TOO_MANY_ATTEMPTS"])
    expect(await signInWithEmailOtp(auth, wrong, START)).toMatchObject({ reason });
  const typed = { email: "ada@example.com", collection: "users", password: adaPassword };
  expect(await signInWithPassword(auth, typed, START)).toMatchObject({ ok: true });
  const handed = { token: known.oneTimeToken, audience: null, codeVerifier: null };
  expect(await verifyOneTimeToken(auth, handed, START)).toMatchObject({ ok: true });
  const password = "another correct horse";
  expect(await completePasswordReset(auth, known.resetToken, password, START)).toMatchObject({
    ok: true,
  });
  await auth.close();
}
