import { createHash, randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cleanUp } from "../src/clean-up/clean-up.ts";
import { deleteAccount } from "../src/flows/account/account.ts";
import {
  endReplayed,
  generateOneTimeToken,
  verifyOneTimeToken,
} from "../src/flows/one-time-token/one-time-token.ts";
import { disableAccount, endAccountSession } from "../src/flows/operator/operator.ts";
import { changePassword } from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import {
  endSession,
  findSession,
  revokeOtherSessions,
  revokeSession,
} from "../src/session/session.ts";
import { anybody, GOOD, mailedToken } from "./holdings.ts";
import { ANEW, LAPTOP, type Product, startProduct, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());
beforeEach(async () => {
  await product.auth.db.deleteFrom("logouts").execute();
});

/** Hands a session over to an app. */
async function handOver(visitor: Visitor, audience = { id: "wiki" }) {
  const codeVerifier = randomBytes(32).toString("base64url");
  const codeChallenge = createHash("sha256").update(codeVerifier).digest("base64url");
  const generated = await generateOneTimeToken(product.auth, visitor, { audience, codeChallenge });
  if (!generated.ok) throw new Error(generated.reason);
  const redemption = { token: generated.token, audience, codeVerifier };
  const verified = await verifyOneTimeToken(product.auth, redemption, ANEW);
  if (!verified.ok) throw new Error(verified.reason);
  return { ...verified, redemption };
}

type AppSession = Awaited<ReturnType<typeof handOver>>;

const queued = () =>
  product.auth.db
    .selectFrom("logouts")
    .select(["app", "collection", "user_id", "session_id"])
    .execute();

const ends: [string, (visitor: Visitor, app: AppSession) => Promise<unknown>][] = [
  ["signing out of Watchword", ({ secret }) => endSession(product.auth, secret)],
  ["the app's own sign-out", (_, { secret }) => endSession(product.auth, secret)],
  [
    "ending it on the account page",
    (me, { session }) => revokeSession(product.auth, me, session.id),
  ],
  ["ending all others", (me) => revokeOtherSessions(product.auth, me)],
  ["ending all", ({ user }) => product.auth.invalidateAllUserSessions(user.id)],
  [
    "a replay of its code",
    (_, { redemption, session }) =>
      endReplayed(product.auth, { ...redemption, audience: session.audience ?? "" }),
  ],
  ["an operator who ends it", (_, { session }) => endAccountSession(product.auth, session.id)],
  ["an operator who disables the account", ({ user }) => disableAccount(product.auth, user.id)],
  [
    "a change of password",
    (me) =>
      changePassword(product.auth, me, { newPassword: GOOD, currentPassword: null }, me.start),
  ],
  [
    "a reset",
    async ({ user: { email, collection } }) => {
      await requestPasswordReset(product.auth, { email, collection, client: LAPTOP });
      const token = await mailedToken(product, "password-reset");
      return completePasswordReset(product.auth, token, GOOD, ANEW);
    },
  ],
  ["deletion of the account", (me) => deleteAccount(product.auth, me, LAPTOP)],
];

describe("an app's session queues one logout when it is ended by", () => {
  it.each(ends)("%s", async (_, end) => {
    const visitor = await product.signIn(anybody());
    const app = await handOver(visitor);
    expect(await queued()).toEqual([]);
    await end(visitor, app);
    expect(await queued()).toEqual([
      {
        app: "wiki",
        collection: "users",
        user_id: visitor.user.id,
        session_id: app.session.id,
      },
    ]);
  });

  it("its time, in the next minute's clean-up, and not before", async () => {
    const visitor = await product.signIn(anybody());
    const { session } = await handOver(visitor);
    const lasts = (Date.parse(session.expiresAt) - Date.parse(session.lastSeenAt)) / 1_000;
    await product.passTime(lasts - 60);
    await cleanUp(product.auth);
    expect(await queued()).toEqual([]);
    await product.passTime(61);
    await cleanUp(product.auth);
    expect(await queued()).toMatchObject([{ app: "wiki", session_id: session.id }]);
    await cleanUp(product.auth);
    expect(await queued()).toHaveLength(1);
  });

  it("its time, which each use moves", async () => {
    const { session, secret } = await handOver(await product.signIn(anybody()));
    await product.passTime(29 * 86_400);
    expect(await findSession(product.auth, secret)).not.toBeNull();
    await product.passTime(29 * 86_400);
    await sql`UPDATE sessions SET expires_at = now() + interval '1 day' WHERE audience IS NULL`.execute(
      product.owner,
    );
    await cleanUp(product.auth);
    expect((await queued()).map((row) => row.session_id)).not.toContain(session.id);
    await endSession(product.auth, secret);
  });
});

it("a session that ended with the credentials isn't queued again when its row is deleted", async () => {
  const visitor = await product.signIn(anybody());
  await handOver(visitor);
  await changePassword(
    product.auth,
    visitor,
    { newPassword: GOOD, currentPassword: null },
    visitor.start,
  );
  await product.auth.invalidateAllUserSessions(visitor.user.id);
  expect(await queued()).toHaveLength(1);
});

it("a session of the product's own queues nothing, and a logout that isn't delivered is forgotten after three days", async () => {
  const visitor = await product.signIn(anybody());
  await endSession(product.auth, visitor.secret);
  expect(await queued()).toEqual([]);
  await endSession(product.auth, (await handOver(await product.signIn(anybody()))).secret);
  await product.passTime(3 * 86_400);
  await cleanUp(product.auth);
  expect(await queued()).toHaveLength(1);
  await product.passTime(2 * 3_600);
  await cleanUp(product.auth);
  expect(await queued()).toEqual([]);
});

it("ending a session queues nothing if it is rolled back", async () => {
  const { session } = await handOver(await product.signIn(anybody()));
  await product.owner
    .transaction()
    .execute(async (trx) => {
      await sql`DELETE FROM sessions WHERE id = ${session.id}`.execute(trx);
      throw new Error("No");
    })
    .catch(() => {});
  expect(await queued()).toEqual([]);
});
