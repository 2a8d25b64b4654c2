import { challengeStatus } from "../src/challenge/status.ts";
import { inspectLink } from "../src/challenge/inspect-link.ts";
import type { ChallengeMail, NoticeMail, LinkMail } from "@watchword/db/mail-queue";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deleteAccount } from "../src/flows/account/account.ts";
import {
  confirmEmailChange,
  requestEmailChange,
  undoEmailChange,
} from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "../src/flows/email-verification/email-verification.ts";
import { changePassword, confirmSignUp, requestSignUp } from "../src/flows/password/password.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { endSession, findSession } from "../src/session/session.ts";
import { idToken, passwordToken } from "../src/tokens/tokens.ts";
import { ANEW, LAPTOP, type Product, startProduct, tokenOf, type Visitor } from "./product.ts";

let product: Product;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product.close());

const GOOD = "a long and friendly phrase";
const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

async function mailedToken(
  kind: "password-reset" | "email-change" | "email-verification" | "password-sign-up",
) {
  return tokenOf((await product.newestMail(kind)) as ChallengeMail | LinkMail);
}

/** Everything that an account can hold, each with the question whether it still works. */
async function holdEverything(visitor: Visitor) {
  const { auth } = product;
  const { email, id: userId, collection } = visitor.user;
  const other = await auth.createSession(userId);
  const code = await product.requestAndRead(email);
  const link = await product.requestAndRead(email);
  await requestPasswordReset(auth, { email, collection, client: LAPTOP });
  const reset = await mailedToken("password-reset");
  await requestEmailChange(auth, visitor, { email: anybody(), client: LAPTOP });
  const change = await mailedToken("email-change");
  await requestEmailVerification(auth, visitor, LAPTOP);
  const verification = await mailedToken("email-verification");
  const own = idToken(auth, "app-link", { expiresIn: 3600 });
  const ownLink = (await own.issue(userId)).toString();
  const ownCodes = passwordToken(auth, "app-code", { expiresIn: 3600 });
  const ownCode = (await ownCodes.issue(userId)).toString();

  const works = async (attempt: Promise<{ ok: boolean } | object>) =>
    attempt.then(
      (result) => !("ok" in result) || result.ok,
      () => false,
    );
  return {
    "this session": async () => (await findSession(auth, visitor.secret)) !== null,
    "another session": async () => (await findSession(auth, other.toString())) !== null,
    "a sign-in code": () =>
      works(signInWithEmailOtp(auth, { challenge: code.otpId, code: code.code }, ANEW)),
    "a sign-in link": () => works(signInWithEmailOtp(auth, { token: link.token }, ANEW)),
    "a verification link": () =>
      works(confirmEmailVerification(auth, visitor, { token: verification }, LAPTOP)),
    "an app's link": () => works(own.validate(ownLink)),
    "an app's code": () => works(ownCodes.validate(ownCode, userId)),
    "a reset link": () => works(completePasswordReset(auth, reset, GOOD, ANEW)),
    "a change of address": () =>
      works(confirmEmailChange(auth, visitor, { token: change }, visitor.start)),
  };
}

type Held = keyof Awaited<ReturnType<typeof holdEverything>>;
const ALL: Held[] = [
  "this session",
  "another session",
  "a sign-in code",
  "a sign-in link",
  "a verification link",
  "an app's link",
  "an app's code",
  "a reset link",
  "a change of address",
];

const events: [string, (visitor: Visitor) => Promise<unknown>, Held[]][] = [
  ["nothing", async () => {}, []],
  ["signing out", (visitor) => endSession(product.auth, visitor.secret), ["this session"]],
  [
    "a change of password",
    (visitor) =>
      changePassword(
        product.auth,
        visitor,
        { newPassword: GOOD, currentPassword: null },
        visitor.start,
      ),
    ALL,
  ],
  [
    "a reset",
    async (visitor) => {
      const { email, collection } = visitor.user;
      await requestPasswordReset(product.auth, { email, collection, client: LAPTOP });
      return completePasswordReset(product.auth, await mailedToken("password-reset"), GOOD, ANEW);
    },
    ALL,
  ],
  [
    "a change of address",
    async (visitor) => {
      await requestEmailChange(product.auth, visitor, { email: anybody(), client: LAPTOP });
      const token = await mailedToken("email-change");
      return confirmEmailChange(product.auth, visitor, { token }, visitor.start);
    },
    ALL,
  ],
  [
    "deletion",
    (visitor) => deleteAccount(product.auth, visitor, LAPTOP),
    // Its address is a stranger's now: codes and links that were asked for before are gone with it.
    ALL,
  ],
  [
    "ending all sessions",
    (visitor) => product.auth.invalidateAllUserSessions(visitor.user.id),
    ["this session", "another session"],
  ],
];

describe.each(events)("%s", (_, happen, ends) => {
  it.each(ALL)("does to %s what it should", async (held) => {
    const visitor = await product.signIn(anybody());
    const holdings = await holdEverything(visitor);
    await happen(visitor);
    expect(await holdings[held]()).toBe(!ends.includes(held));
  });
});

describe("before an address is proven by its owner", () => {
  /** The attacker was here first: an account at the victim's address, with everything it can hold. */
  async function plant() {
    const email = anybody();
    const { userId } = await product.auth.createUser({ email });
    await product.auth.updateKeyPassword("email", email, "the attacker's own password");
    const secret = (await product.auth.createSession(userId)).toString();
    const signedIn = await findSession(product.auth, secret);
    if (!signedIn) throw new Error("The session is over.");
    const attacker: Visitor = {
      ...signedIn,
      secret,
      start: { client: LAPTOP, previousSecret: secret },
    };
    return { email, attacker, holdings: await holdEverything(attacker) };
  }

  it.each(ALL)("an attacker may have %s, and after the proof no longer", async (held) => {
    const { email, holdings } = await plant();
    const victim = await product.signIn(email);
    expect(victim.user).toMatchObject({ hasPassword: false, emailVerified: true });
    expect(await holdings[held]()).toBe(false);
  });

  it("a sign-up that the attacker began sets no password after the victim signed in", async () => {
    const email = anybody();
    const { otpId } = await requestSignUp(product.auth, {
      email,
      collection: "users",
      client: LAPTOP,
    });
    const mail = (await product.newestMail("password-sign-up")) as ChallengeMail;
    await product.signIn(email);
    const credential = { challenge: otpId, code: mail.code?.digits ?? "" };
    expect(await confirmSignUp(product.auth, credential, GOOD, ANEW)).toMatchObject({
      existing: true,
      user: { email, hasPassword: false },
    });
  });

  it("a link that the attacker had mailed signs in the victim, and sets no password but theirs", async () => {
    const { email, attacker } = await plant();
    await requestPasswordReset(product.auth, { email, collection: "users", client: LAPTOP });
    const reset = await mailedToken("password-reset");
    const result = await completePasswordReset(
      product.auth,
      reset,
      "the victim's own password",
      ANEW,
    );
    expect(result).toMatchObject({ ok: true, user: { email } });
    expect(await findSession(product.auth, attacker.secret)).toBeNull();
  });

  it("a change to the victim's address is worth nothing outside the attacker's session, and takes no account", async () => {
    const [attacker, email] = [await product.signIn(anybody()), anybody()];
    await requestEmailChange(product.auth, attacker, { email, client: LAPTOP });
    const token = await mailedToken("email-change");
    const victim = await product.signIn(email);
    expect(await confirmEmailChange(product.auth, victim, { token }, victim.start)).toMatchObject({
      ok: false,
    });
    expect(
      await confirmEmailChange(product.auth, attacker, { token }, attacker.start),
    ).toMatchObject({ ok: false });
  });
});

it("an undo link is the one thing that outlives a change of credentials", async () => {
  const visitor = await product.signIn(anybody());
  await requestEmailChange(product.auth, visitor, { email: anybody(), client: LAPTOP });
  const token = await mailedToken("email-change");
  const moved = await confirmEmailChange(product.auth, visitor, { token }, visitor.start);
  if (!moved.ok) throw new Error(moved.reason);
  const { id } = await product.auth.db
    .selectFrom("mails")
    .innerJoin("tokens", "tokens.id", "mails.token_id")
    .select("mails.id")
    .where("mails.kind", "=", "email-changed")
    .where("tokens.user_id", "=", visitor.user.id)
    .executeTakeFirstOrThrow();
  const { resolveMail } = await import("../src/flows/resolve-mail.ts");
  const mail = (await resolveMail(product.auth, "https://watchword.test", id)) as NoticeMail;
  await product.auth.updateKeyPassword("email", moved.user.email, "the thief's own password");
  const undo = mail.undo?.url.split("/").at(-1) ?? "";
  expect(await undoEmailChange(product.auth, undo, LAPTOP)).toEqual({ ok: true });
});

it("a used sign-in is void to look at, too", async () => {
  const visitor = await product.signIn(anybody());
  const { otpId, token } = await product.requestAndRead(visitor.user.email);
  await changePassword(
    product.auth,
    visitor,
    { newPassword: GOOD, currentPassword: null },
    visitor.start,
  );
  expect(await inspectLink(product.auth, "email-otp", token)).toEqual({ state: "used" });
  expect(await product.readMail(otpId)).toBeNull();
  expect(await challengeStatus(product.auth, "email-otp", otpId)).toMatchObject({ ok: true });
});
