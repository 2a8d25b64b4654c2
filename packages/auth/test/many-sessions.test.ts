import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { findSession, listSessions } from "../src/session/session.ts";
import { ANEW, type Product, startProduct } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const anybody = () => `${crypto.randomUUID()}@example.com`;

/** Starts so many sessions of an account, the nth of which was seen n minutes ago. */
async function fill(userId: string, { own = 0, ofApps = 0 }): Promise<void> {
  await sql`
    INSERT INTO sessions (secret_hash, user_id, epoch, audience, user_agent, last_seen_at, expires_at, absolute_expires_at)
    SELECT uuid_send(gen_random_uuid()), ${userId}, 0, kind.audience, 'Browser ' || n, now() - n * interval '1 minute',
      now() + interval '1 day', now() + interval '9 days'
    FROM (VALUES (NULL, ${own}::integer), ('wiki', ${ofApps}::integer)) AS kind (audience, how_many),
      generate_series(1, how_many) AS n`.execute(product.owner);
}

async function sessionsOf(userId: string) {
  const rows = await product.auth.db
    .selectFrom("sessions")
    .select(["audience", "user_agent"])
    .where("user_id", "=", userId)
    .execute();
  return {
    own: rows.filter(({ audience }) => audience === null).length,
    ofApps: rows.filter(({ audience }) => audience !== null).length,
    browsers: rows.flatMap(({ audience, user_agent: browser }) => (audience ? [] : browser)),
  };
}

it("an account's 201st session ends the one of its own that was seen longest ago", async () => {
  const { id } = await product.auth.createUser({ email: anybody(), emailVerified: true });
  await fill(id, { own: 199, ofApps: 200 });
  await product.auth.createSession(id);
  expect(await sessionsOf(id)).toMatchObject({ own: 200, ofApps: 200 });
  await product.auth.createSession(id);
  const { own, ofApps, browsers } = await sessionsOf(id);
  expect({ own, ofApps }).toEqual({ own: 200, ofApps: 200 });
  expect(browsers).toContain("Browser 198");
  expect(browsers).not.toContain("Browser 199");
});

it("twenty sessions that start at once leave no more than 200", async () => {
  const { id } = await product.auth.createUser({ email: anybody(), emailVerified: true });
  await fill(id, { own: 195 });
  await Promise.all(Array.from({ length: 20 }, () => product.auth.createSession(id)));
  expect(await sessionsOf(id)).toMatchObject({ own: 200 });
});

it.each([
  [null, { own: 200, ofApps: 200 }],
  [{ id: "wiki" }, { own: 200, ofApps: 200 }],
])(
  "a handed-over session for %j ends others, but not those that it came from",
  async (audience, left) => {
    const visitor = await product.signIn(anybody());
    await fill(visitor.user.id, { own: 199, ofApps: 200 });
    const seenLongAgo = { last_seen_at: sql<Date>`now() - interval '9 hours'` };
    const codeVerifier = audience && randomBytes(32).toString("base64url");
    const codeChallenge =
      codeVerifier && createHash("sha256").update(codeVerifier).digest("base64url");
    const request = { audience, codeChallenge };
    const made = await generateOneTimeToken(product.auth, visitor, request);
    if (!made.ok) throw new Error(made.reason);
    await product.owner
      .updateTable("sessions")
      .set(seenLongAgo)
      .where("id", "=", visitor.session.id)
      .execute();
    const redemption = { token: made.token, audience, codeVerifier };
    const child = await verifyOneTimeToken(product.auth, redemption, ANEW);
    if (!child.ok) throw new Error(child.reason);
    expect(await sessionsOf(visitor.user.id)).toMatchObject(left);
    for (const { secret } of [visitor, child])
      expect(await findSession(product.auth, secret)).not.toBeNull();
  },
);

it("a list has at most 400 sessions, the caller's own first", async () => {
  const visitor = await product.signIn(anybody());
  await fill(visitor.user.id, { own: 300, ofApps: 300 });
  const listed = await listSessions(product.auth, visitor);
  expect(listed).toHaveLength(400);
  expect(listed[0]).toMatchObject({ id: visitor.session.id, current: true });
});
