import { challengeStatus } from "../src/challenge/status.ts";
import { inspect } from "node:util";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { cleanUp } from "../src/clean-up/clean-up.ts";
import {
  endSession,
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
  type SignedIn,
} from "../src/session/session.ts";
import type { AuthUser } from "../src/auth.ts";
import { type Product, startProduct } from "./product.ts";

const DAY = 86_400;
let product: Product;
let user: AuthUser;
beforeAll(async () => {
  product = await startProduct();
});
beforeEach(async () => {
  user = await product.auth.createUser({
    email: `${crypto.randomUUID()}@example.com`,
    emailVerified: true,
  });
});
afterAll(() => product.close());

const open = async () => (await product.auth.createSession(user.userId)).toString();

async function use(secret: string): Promise<SignedIn> {
  const signedIn = await findSession(product.auth, secret);
  if (!signedIn) throw new Error("The session is over.");
  return signedIn;
}

describe("a session", () => {
  it("is found by its secret, which only toString shows", async () => {
    const session = await product.auth.createSession(user.userId);
    expect(await use(session.toString())).toMatchObject({
      user: { id: user.id, email: user.email },
      session: { id: session.sessionId, current: true },
    });
    expect(JSON.stringify(session) + inspect(session)).not.toContain(session.toString());
    expect(await findSession(product.auth, "unknown")).toBeNull();
  });

  it("lives for 30 days without use, which each use extends", async () => {
    const [used, idle] = [await open(), await open()];
    await product.passTime(29 * DAY);
    await use(used);
    await product.passTime(2 * DAY);
    await use(used);
    expect(await findSession(product.auth, idle)).toBeNull();
  });

  it("ends 90 days after its authentication, however much it is used", async () => {
    const secret = await open();
    for (let day = 0; day < 80; day += 20) {
      await product.passTime(20 * DAY);
      await use(secret);
    }
    await product.passTime(11 * DAY);
    expect(await findSession(product.auth, secret)).toBeNull();
  });

  it("notes when it was seen at most once a minute", async () => {
    const secret = await open();
    const first = (await use(secret)).session.lastSeenAt;
    expect((await use(secret)).session.lastSeenAt).toBe(first);
    await product.passTime(61);
    const later = (await use(secret)).session.lastSeenAt;
    expect(Date.parse(later)).toBeGreaterThan(Date.parse(first));
    expect((await use(secret)).session.lastSeenAt).toBe(later);
  });

  it("ends when its account is disabled or deleted", async () => {
    const secret = await open();
    const disable = (at: Date | null) =>
      product.owner
        .updateTable("users")
        .set({ disabled_at: at })
        .where("id", "=", user.id)
        .execute();
    await disable(new Date());
    expect(await findSession(product.auth, secret)).toBeNull();
    await disable(null);
    await use(secret);
    await product.owner.deleteFrom("users").where("id", "=", user.id).execute();
    expect(await findSession(product.auth, secret)).toBeNull();
  });
});

describe("ending sessions", () => {
  it("works for one, for the others or for the current one, which is listed first", async () => {
    const [phone, tablet, laptop] = [await open(), await open(), await open()];
    const me = await use(laptop);
    const sessions = await listSessions(product.auth, me);
    expect(sessions).toHaveLength(3);
    expect(sessions[0]).toMatchObject({ id: me.session.id, current: true });

    expect(await revokeSession(product.auth, me, (await use(phone)).session.id)).toEqual({
      ok: true,
    });
    expect(await findSession(product.auth, phone)).toBeNull();
    expect(await revokeOtherSessions(product.auth, me)).toBe(1);
    expect(await findSession(product.auth, tablet)).toBeNull();
    await endSession(product.auth, laptop);
    expect(await findSession(product.auth, laptop)).toBeNull();
  });

  it("refuses another account's session as it does an unknown one", async () => {
    const other = await product.auth.createUser({ email: `${crypto.randomUUID()}@example.com` });
    const theirs = await product.auth.createSession(other.userId);
    const me = await use(await open());
    for (const id of [theirs.sessionId, crypto.randomUUID(), "' OR 1=1"]) {
      expect(await revokeSession(product.auth, me, id)).toEqual({ ok: false, reason: "FORBIDDEN" });
    }
    expect(await findSession(product.auth, theirs.toString())).not.toBeNull();
  });

  it("works for all sessions of an account, even one that is just being started", async () => {
    const secret = await open();
    await product.auth.invalidateAllUserSessions(user.userId);
    expect(await findSession(product.auth, secret)).toBeNull();

    const late = await open();
    await sql`UPDATE sessions SET epoch = 0 WHERE user_id = ${user.id}`.execute(product.owner);
    expect(await findSession(product.auth, late)).toBeNull();
  });
});

describe("clean-up", () => {
  it("deletes expired sessions and keeps live ones", async () => {
    const over = await product.auth.createSession(user.userId);
    await product.passTime(31 * DAY);
    const alive = await product.auth.createSession(user.userId);
    await cleanUp(product.auth);
    const ids = await product.auth.db.selectFrom("sessions").select("id").execute();
    expect(ids).toContainEqual({ id: alive.sessionId });
    expect(ids).not.toContainEqual({ id: over.sessionId });
  });

  it("clears the sealed data of expired tokens, expires their mails, and deletes the tokens a day later", async () => {
    const { otpId } = await product.request();
    const stored = () =>
      product.auth.db
        .selectFrom("tokens")
        .select("sealed")
        .where("id", "=", otpId)
        .executeTakeFirst();
    await cleanUp(product.auth);
    expect((await stored())?.sealed).toBeInstanceOf(Buffer);
    await product.passTime(1201);
    await cleanUp(product.auth);
    expect(await stored()).toEqual({ sealed: null });
    expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({
      status: { delivery: "failed" },
    });
    await product.passTime(DAY);
    await cleanUp(product.auth);
    expect(await stored()).toBeUndefined();
  });
});
