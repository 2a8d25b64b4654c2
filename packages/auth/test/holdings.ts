import type { ChallengeMail, LinkMail } from "@watchword/db/mail-queue";
import { confirmEmailChange, requestEmailChange } from "../src/flows/email-change/email-change.ts";
import { signInWithEmailOtp } from "../src/flows/email-otp/email-otp.ts";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "../src/flows/email-verification/email-verification.ts";
import { acceptInvitation, invite } from "../src/flows/invitation/invitation.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../src/flows/password-reset/password-reset.ts";
import { findSession } from "../src/session/session.ts";
import { idToken, passwordToken } from "../src/tokens/tokens.ts";
import { ANEW, LAPTOP, type Product, tokenOf, type Visitor } from "./product.ts";

export const GOOD = "a long and friendly phrase";

/** An address that nobody had before. */
export const anybody = () => `${crypto.randomUUID().slice(0, 8)}@example.com`;

/** The token of the newest mail of a kind. */
export async function mailedToken(
  product: Product,
  kind: "password-reset" | "email-change" | "email-verification" | "invitation",
) {
  return tokenOf((await product.newestMail(kind)) as ChallengeMail | LinkMail);
}

async function inNewSession({ auth }: Product, { user }: Visitor): Promise<Visitor> {
  const secret = (await auth.createSession(user.id)).toString();
  const signedIn = await findSession(auth, secret);
  if (!signedIn) throw new Error("The session isn't live.");
  return { ...signedIn, secret, start: { client: LAPTOP, previousSecret: secret } };
}

/** Everything that an account can hold, each with the question whether it still works. */
export async function holdEverything(product: Product, visitor: Visitor) {
  const { auth } = product;
  const { email, id: userId, collection } = visitor.user;
  const other = await auth.createSession(userId);
  const code = await product.requestAndRead(email);
  const link = await product.requestAndRead(email);
  await requestPasswordReset(auth, { email, collection, client: LAPTOP });
  const reset = await mailedToken(product, "password-reset");
  await requestEmailChange(auth, visitor, { email: anybody(), client: LAPTOP });
  const change = await mailedToken(product, "email-change");
  await requestEmailVerification(auth, visitor, LAPTOP);
  const verification = await mailedToken(product, "email-verification");
  await invite(auth, { email, collection, mailed: true, locale: null });
  const invitation = await mailedToken(product, "invitation");
  const own = idToken(auth, "app-link", { expiresIn: 3600 });
  const ownLink = (await own.issue(userId)).toString();
  const ownCodes = passwordToken(auth, "app-code", { expiresIn: 3600 });
  const ownCode = (await ownCodes.issue(userId)).toString();

  const works = async (attempt: Promise<{ ok: boolean } | object>) =>
    attempt.then(
      (result) => !("ok" in result) || result.ok,
      () => false,
    );
  /** Whether something works in a session that is live, of which there may be none. */
  const worksInSession = (attempt: (live: Visitor) => Promise<{ ok: boolean }>) =>
    works(inNewSession(product, visitor).then(attempt));
  return {
    "this session": async () => (await findSession(auth, visitor.secret)) !== null,
    "another session": async () => (await findSession(auth, other.toString())) !== null,
    "a sign-in code": () =>
      works(signInWithEmailOtp(auth, { challenge: code.otpId, code: code.code }, ANEW)),
    "a sign-in link": () => works(signInWithEmailOtp(auth, { token: link.token }, ANEW)),
    "a verification link": () =>
      worksInSession((live) =>
        confirmEmailVerification(auth, live, { token: verification }, LAPTOP),
      ),
    "an invitation": () => works(acceptInvitation(auth, invitation, ANEW)),
    "an app's link": () => works(own.validate(ownLink)),
    "an app's code": () => works(ownCodes.validate(ownCode, userId)),
    "a reset link": () => works(completePasswordReset(auth, reset, GOOD, ANEW)),
    "a change of address": () =>
      worksInSession((live) => confirmEmailChange(auth, live, { token: change }, live.start)),
  };
}

/** What an account can hold. */
export type Held = keyof Awaited<ReturnType<typeof holdEverything>>;
export const ALL: Held[] = [
  "this session",
  "another session",
  "a sign-in code",
  "a sign-in link",
  "a verification link",
  "an invitation",
  "an app's link",
  "an app's code",
  "a reset link",
  "a change of address",
];
