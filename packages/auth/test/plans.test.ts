import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { recordEvent } from "../src/audit/audit.ts";
import { cleanUp } from "../src/clean-up.ts";
import { emailOtpStatus, resendEmailOtp, signInWithEmailOtp } from "../src/email-otp/email-otp.ts";
import { generateOneTimeToken, verifyOneTimeToken } from "../src/one-time-token/one-time-token.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/password-reset/password-reset.ts";
import { signInWithPassword } from "../src/password/password.ts";
import { resolveMail } from "../src/resolve-mail.ts";
import { findSession, listSessions } from "../src/session/session.ts";
import { LAPTOP, type Product, startProduct, tokenOf } from "./product.ts";

/** Where a scan would be felt first, and its rows here: enough for an index to pay. */
const LARGE = 20_000;
const TABLES = ["users", "sessions", "tokens", "mails", "spent_guesses", "audit_events", "buckets"];

let product: Product;
const statements = new Set<string>();

beforeAll(async () => {
  product = await startProduct();
  await fillTables(product);
  const executor = product.auth.db.getExecutor();
  const { executeQuery } = executor;
  executor.executeQuery = function (query, ...rest) {
    statements.add(query.sql);
    return executeQuery.call(this, query, ...rest) as never;
  };
}, 60_000);
afterAll(() => product.close());

it("no statement of a flow reads a large table from end to end", async () => {
  await useEverything();
  expect(statements.size).toBeGreaterThan(12);
  expect(await scansOf(statements)).toEqual([]);
});

it("what is over is found without reading what is not", async () => {
  statements.clear();
  await cleanUp(product.auth);
  expect(statements.size).toBeGreaterThan(8);
  expect(await scansOf(statements)).toEqual([]);
});

/** Each large table that a statement's plan reads in a row, whatever the values. */
async function scansOf(texts: Iterable<string>): Promise<{ table: string; text: string }[]> {
  const scans: { table: string; text: string }[] = [];
  for (const text of texts) {
    if (!/^\s*(WITH|SELECT|INSERT|UPDATE|DELETE)/i.test(text)) continue;
    const { rows } = await sql<{ "QUERY PLAN": string }>`
      EXPLAIN (GENERIC_PLAN, COSTS OFF) ${sql.raw(text)}`.execute(product.owner);
    for (const { "QUERY PLAN": line } of rows) {
      const table = /Seq Scan on (\w+)/.exec(line)?.[1];
      if (table && TABLES.some((large) => table.startsWith(large))) scans.push({ table, text });
    }
  }
  return scans;
}

async function useEverything(): Promise<void> {
  const { auth } = product;
  const { otpId, code } = await product.requestAndRead();
  await resendEmailOtp(auth, otpId);
  await emailOtpStatus(auth, otpId);
  const start = { client: LAPTOP, previousSecret: "another" };
  await signInWithEmailOtp(auth, { challenge: otpId, code }, start);
  const visitor = await product.signIn("ada@example.com");
  const signedIn = await findSession(auth, visitor.secret);
  if (!signedIn) throw new Error("The session is over.");
  await listSessions(auth, signedIn);
  const generated = await generateOneTimeToken(auth, signedIn, {
    audience: null,
    codeChallenge: null,
  });
  if (!generated.ok) throw new Error(generated.reason);
  const redemption = { token: generated.token, audience: null, codeVerifier: null };
  await verifyOneTimeToken(auth, redemption, start);
  const address = { email: "ada@example.com", collection: "users" };
  await requestPasswordReset(auth, { ...address, client: LAPTOP });
  await completePasswordReset(auth, await newestResetToken(), "a long and friendly phrase", start);
  await signInWithPassword(auth, { ...address, password: "a wrong and friendly phrase" }, start);
  const event = {
    event: "email-otp.sign-in",
    outcome: "refused",
    reason: "INVALID_TOKEN",
  } as const;
  const token = { id: otpId };
  await recordEvent(auth, {
    ...event,
    userId: null,
    address,
    token,
    client: LAPTOP,
    requestId: null,
  });
}

/** As its mail says; found by the owner, for no flow looks for it. */
async function newestResetToken(): Promise<string> {
  const { id } = await product.owner
    .selectFrom("mails")
    .select("id")
    .orderBy("created_at", "desc")
    .executeTakeFirstOrThrow();
  const mail = await resolveMail(product.auth, "https://watchword.test", id);
  if (mail?.kind !== "password-reset") throw new Error("No reset was mailed.");
  return tokenOf(mail);
}

async function fillTables({ owner }: Product): Promise<void> {
  const many = sql`generate_series(1, ${sql.lit(LARGE)}) AS n`;
  await sql`
    INSERT INTO users (collection, email) SELECT 'users', 'user-' || n || '@example.com' FROM ${many}`.execute(
    owner,
  );
  await sql`
    INSERT INTO sessions (secret_hash, user_id, epoch, expires_at, absolute_expires_at)
    SELECT sha256(email::bytea), id, 0, now() + interval '1 day', now() + interval '9 days' FROM users`.execute(
    owner,
  );
  await sql`
    INSERT INTO tokens (id, purpose, collection, email, token_hash, token_expires_at)
    SELECT id, 'password-reset', collection, email, sha256(email::bytea), now() + interval '1 hour' FROM users`.execute(
    owner,
  );
  await sql`
    INSERT INTO mails (kind, token_id, state) SELECT 'password-reset', id, 'sent' FROM tokens`.execute(
    owner,
  );
  await sql`
    INSERT INTO spent_guesses (budget, slot, at) SELECT sha256(n::text::bytea), 1, now() FROM ${many}`.execute(
    owner,
  );
  await sql`
    INSERT INTO buckets (bucket, full_at)
    SELECT sha256(n::text::bytea), now() + interval '1 hour' FROM ${many}`.execute(owner);
  await sql`
    INSERT INTO audit_events (event, outcome, address_key)
    SELECT 'email-otp.request', 'granted', sha256(n::text::bytea) FROM ${many}`.execute(owner);
  await sql`ANALYZE`.execute(owner);
}
