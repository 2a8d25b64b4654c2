import type { LinkMail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import { acceptInvitation, invite, type Invited } from "../src/flows/invitation/invitation.ts";
import { disableAccount } from "../src/flows/operator/operator.ts";
import { changePassword } from "../src/flows/password/password.ts";
import { findSession, sessionMethod } from "../src/session/session.ts";
import { ANEW, type Product, startProduct, tokenOf } from "./product.ts";

const DAY_SECONDS = 86_400;
let product: Product;
beforeAll(async () => {
  product = await startProduct({ policy: { collections: { staff: { signUp: false } } } });
});
afterAll(() => product.close());

const ofStaff = (email: string, mailed = true): Invited => ({
  email,
  collection: "staff",
  mailed,
  locale: "de",
});

async function inviteByMail(email: string): Promise<string> {
  await invite(product.auth, ofStaff(email));
  return tokenOf((await product.newestMail("invitation")) as LinkMail);
}

async function isSomebodyWaiting(): Promise<boolean> {
  const waiting = sql`
    SELECT FROM pg_stat_activity JOIN pg_locks USING (pid)
    WHERE datname = current_database() AND NOT granted AND locktype = 'transactionid'`;
  return (await waiting.execute(product.auth.db)).rows.length > 0;
}

const accept = (token: string) => acceptInvitation(product.auth, token, ANEW);

describe("an invitation", () => {
  it("makes an account in a closed collection, once", async () => {
    const token = await inviteByMail("ada@example.com");
    expect(await accept(token)).toMatchObject({
      ok: true,
      user: { email: "ada@example.com", emailVerified: true, collection: "staff" },
    });
    expect(await accept(token)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(await inspectLink(product.auth, "invitation", token)).toEqual({ state: "used" });
  });

  it("signs in whoever has an account already", async () => {
    const first = await accept(await inviteByMail("bob@example.com"));
    const second = await accept(await inviteByMail("bob@example.com"));
    if (!first.ok || !second.ok) throw new Error("An invitation was refused.");
    expect(second.user.id).toBe(first.user.id);
  });

  it("that isn't mailed makes an account, but can't sign in to an existing one", async () => {
    const link = async () => (await invite(product.auth, ofStaff("dave@example.com", false))).token;
    const [first, second] = [await link(), await link()];
    expect(await accept(first ?? "")).toMatchObject({ ok: true, user: { emailVerified: false } });
    expect(await accept(second ?? "")).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    const third = (await link()) ?? "";
    // Whoever has it is told to sign in, and isn't offered what would be refused.
    expect(await inspectLink(product.auth, "invitation", third)).toEqual({ state: "used" });
    expect(await accept(third)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(await accept(await inviteByMail("dave@example.com"))).toMatchObject({ ok: true });
  });

  it("that isn't mailed gives nothing that outlives the first proof of the address", async () => {
    const email = "ivan@example.com";
    const { token } = await invite(product.auth, ofStaff(email, false));
    const holder = await accept(token ?? "");
    if (!holder.ok) throw new Error(holder.reason);
    const start = { ...ANEW, previousSecret: holder.secret };
    const chosen = { newPassword: "the holder's own password", currentPassword: null };
    expect(await changePassword(product.auth, holder, chosen, start)).toMatchObject({ ok: true });
    const owner = await accept(await inviteByMail(email));
    expect(owner).toMatchObject({
      user: { id: holder.user.id, emailVerified: true, hasPassword: false },
    });
    expect(await findSession(product.auth, holder.secret)).toBeNull();
  });

  it("notes a method for its session only if it was mailed, because only that proves a mailbox", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const { token } = await invite(product.auth, ofStaff(email, false));
    const methods = [];
    for (const link of [token ?? "", await inviteByMail(email)]) {
      const accepted = await accept(link);
      if (!accepted.ok) throw new Error(accepted.reason);
      methods.push(await sessionMethod(product.auth, accepted.session));
    }
    expect(methods).toEqual([null, "otp"]);
  });

  // Who waits is cancelled after five seconds, for which a machine may stand still.
  it(
    "that isn't mailed can't sign in to an account that its owner makes at that moment",
    { retry: 2 },
    async () => {
      const email = `${crypto.randomUUID()}@example.com`;
      const { token } = await invite(product.auth, ofStaff(email, false));
      const sessions = product.auth.db
        .selectFrom("sessions")
        .innerJoin("users", "users.id", "sessions.user_id")
        .select("sessions.id")
        .where("email", "=", email);
      const accepted = await product.owner.transaction().execute(async (owners) => {
        await owners
          .insertInto("users")
          .values({ collection: "staff", email, email_verified_at: sql`now()` })
          .execute();
        const accepting = accept(token ?? "");
        await vi.waitUntil(isSomebodyWaiting, { timeout: 60_000 });
        // Wrapped, so that the transaction ends before it.
        return { accepting };
      });
      expect(await accepted.accepting).toEqual({ ok: false, reason: "INVALID_TOKEN" });
      expect(await sessions.execute()).toEqual([]);
      // As little came of it as of one that is accepted later.
      const invitations = product.auth.db
        .selectFrom("tokens")
        .select("consumed_at")
        .where("email", "=", email);
      expect(await invitations.execute()).toEqual([{ consumed_at: null }]);
    },
  );

  it("is mailed in the inviter's language, without saying where the inviter is", async () => {
    await invite(product.auth, ofStaff("carol@example.com"));
    const mail = await product.newestMail("invitation");
    expect(mail).toMatchObject({
      to: "carol@example.com",
      locale: "de",
      requestedBy: { browser: null, os: null, place: null },
    });
    expect(mail).toHaveProperty(
      "link.url",
      expect.stringMatching(/^https:\/\/watchword\.test\/invitation\/link\/[\w-]{43}$/),
    );
  });

  it("is a link to deliver in another way if no mail is wanted", async () => {
    const { token, tokenId } = await invite(product.auth, ofStaff("dan@example.com", false));
    const mails = product.auth.db.selectFrom("mails").select("id").where("token_id", "=", tokenId);
    expect(await mails.execute()).toEqual([]);
    expect(await accept(token ?? "")).toMatchObject({
      ok: true,
      user: { email: "dan@example.com" },
    });
  });

  it("doesn't return its link if it is mailed", async () => {
    expect(await invite(product.auth, ofStaff("erin@example.com"))).toMatchObject({ token: null });
  });

  it("is valid for the policy's seven days and no longer", async () => {
    const early = await inviteByMail("frank@example.com");
    const late = await inviteByMail("frank@example.com");
    await product.passTime(7 * DAY_SECONDS - 60);
    expect(await accept(early)).toMatchObject({ ok: true });
    await product.passTime(61);
    expect(await accept(late)).toEqual({ ok: false, reason: "EXPIRED_TOKEN" });
  });

  it("doesn't sign in to a disabled account", async () => {
    const accepted = await accept(await inviteByMail("grace@example.com"));
    if (!accepted.ok) throw new Error(accepted.reason);
    const token = await inviteByMail("grace@example.com");
    await disableAccount(product.auth, accepted.user.id);
    expect(await accept(token)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
  });

  it("can't be redeemed with another flow's link, nor the other way round", async () => {
    const token = await inviteByMail("heidi@example.com");
    const { token: signIn } = await product.requestAndRead("heidi@example.com");
    expect(await accept(signIn)).toEqual({ ok: false, reason: "INVALID_TOKEN" });
    expect(await inspectLink(product.auth, "email-otp", token)).toEqual({ state: "unknown" });
    expect(await accept("nobody's")).toEqual({ ok: false, reason: "INVALID_TOKEN" });
  });
});
