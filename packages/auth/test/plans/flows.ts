import { challengeStatus } from "../../src/challenge/status.ts";
import { inspectLink } from "../../src/challenge/inspect-link.ts";
import { resendChallenge } from "../../src/challenge/resend.ts";
import { deleteAccount } from "../../src/flows/account/account.ts";
import type { Auth } from "../../src/auth.ts";
import { recordEvent } from "../../src/audit/audit.ts";
import {
  confirmEmailChange,
  requestEmailChange,
} from "../../src/flows/email-change/email-change.ts";
import { requestEmailOtp, signInWithEmailOtp } from "../../src/flows/email-otp/email-otp.ts";
import {
  confirmEmailVerification,
  requestEmailVerification,
} from "../../src/flows/email-verification/email-verification.ts";
import { acceptInvitation, invite } from "../../src/flows/invitation/invitation.ts";
import {
  generateOneTimeToken,
  inspectOneTimeToken,
  oneTimeTokenStatus,
  verifyOneTimeToken,
} from "../../src/flows/one-time-token/one-time-token.ts";
import {
  completePasswordReset,
  requestPasswordReset,
} from "../../src/flows/password-reset/password-reset.ts";
import {
  changePassword,
  confirmSignUp,
  requestSignUp,
  signInWithPassword,
} from "../../src/flows/password/password.ts";
import {
  findSession,
  listSessions,
  revokeOtherSessions,
  revokeSession,
} from "../../src/session/session.ts";
import { toLongToken } from "../../src/keys/long-token.ts";
import { idToken, passwordToken } from "../../src/tokens/tokens.ts";
import { LAPTOP, type Product, tokenOf, type Visitor, wrongCode } from "../product.ts";

const GOOD = "a long and friendly phrase";
const start = { client: LAPTOP, previousSecret: "another" };
const nobody = { requestId: null, userId: null, address: null, client: LAPTOP };

/** Everything that people do, by an `auth` whose statements are looked at. */
export async function useEverything(product: Product, auth: Auth): Promise<void> {
  await signInByCode(product, auth);
  const visitor = await product.signIn("ada@example.com");
  await useSessions(auth, visitor);
  await usePasswords(product, auth);
  await useInvitation(product, auth);
  await useAddresses(product, auth, await product.signIn("ada@example.com"));
}

async function signInByCode(product: Product, auth: Auth): Promise<void> {
  const request = { email: "ada@example.com", collection: "users", phrase: true, next: null };
  await requestEmailOtp(auth, { ...request, client: LAPTOP });
  const { otpId, code, token } = await product.requestAndRead();
  await resendChallenge(auth, "email-otp", otpId);
  await challengeStatus(auth, "email-otp", otpId);
  await inspectLink(auth, "email-otp", token);
  await signInWithEmailOtp(auth, { challenge: otpId, code: wrongCode(code) }, start);
  await signInWithEmailOtp(auth, { challenge: otpId, code }, start);
  const again = await product.requestAndRead();
  await signInWithEmailOtp(auth, { token: again.token }, start);
  const event = { event: "email-otp.sign-in", outcome: "granted", reason: null } as const;
  await recordEvent(auth, { ...nobody, ...event, token: { id: otpId } });
  await recordEvent(auth, { ...nobody, ...event, token: toLongToken(again.token) });
}

async function useSessions(auth: Auth, { secret, user }: Visitor): Promise<void> {
  const signedIn = await findSession(auth, secret);
  if (!signedIn) throw new Error("The session is over.");
  await listSessions(auth, signedIn);
  const asked = { audience: null, codeChallenge: null };
  const generated = await generateOneTimeToken(auth, signedIn, asked);
  if (!generated.ok) throw new Error(generated.reason);
  const { token } = generated;
  await inspectOneTimeToken(auth, token);
  await verifyOneTimeToken(auth, { token, audience: null, codeVerifier: null }, start);
  await oneTimeTokenStatus(auth, signedIn, token);
  await revokeSession(auth, signedIn, crypto.randomUUID());
  await revokeOtherSessions(auth, signedIn);
  const links = idToken(auth, "app-link", { expiresIn: 3600 });
  await links.validate((await links.issue(user.id)).toString());
  const codes = passwordToken(auth, "app-code", { expiresIn: 3600 });
  await codes.validate((await codes.issue(user.id)).toString(), user.id);
  await codes.invalidateAllUserTokens(user.id);
}

async function usePasswords(product: Product, auth: Auth): Promise<void> {
  const grace = { email: "grace@example.com", collection: "users" };
  await requestSignUp(auth, { ...grace, client: LAPTOP });
  const signUp = await product.newestMail("password-sign-up");
  const link = signUp?.kind === "password-sign-up" ? tokenOf(signUp) : "";
  const signedUp = await confirmSignUp(auth, { token: link }, GOOD, start);
  if (!signedUp.ok) throw new Error(signedUp.reason);
  await signInWithPassword(auth, { ...grace, password: GOOD }, start);
  await signInWithPassword(auth, { ...grace, password: `not ${GOOD}` }, start);
  const change = { newPassword: `another ${GOOD}`, currentPassword: GOOD };
  await changePassword(auth, signedUp, change, { ...start, previousSecret: signedUp.secret });
  await requestPasswordReset(auth, { ...grace, client: LAPTOP });
  const reset = await product.newestMail("password-reset");
  const token = reset?.kind === "password-reset" ? tokenOf(reset) : "";
  await completePasswordReset(auth, token, GOOD, start);
}

async function useInvitation(product: Product, auth: Auth): Promise<void> {
  const invited = { email: "heidi@example.com", collection: "users", mailed: true, locale: null };
  await invite(auth, invited);
  const mail = await product.newestMail("invitation");
  const token = mail?.kind === "invitation" ? tokenOf(mail) : "";
  await inspectLink(auth, "invitation", token);
  const accepted = await acceptInvitation(auth, token, start);
  if (!accepted.ok) throw new Error(accepted.reason);
}

async function useAddresses(product: Product, auth: Auth, visitor: Visitor): Promise<void> {
  await requestEmailVerification(auth, visitor, LAPTOP);
  const proof = await product.newestMail("email-verification");
  if (proof?.kind === "email-verification")
    await confirmEmailVerification(auth, visitor, { token: tokenOf(proof) }, LAPTOP);
  await requestEmailChange(auth, visitor, { email: "lovelace@example.com", client: LAPTOP });
  const mail = await product.newestMail("email-change");
  const token = mail?.kind === "email-change" ? tokenOf(mail) : "";
  const changed = await confirmEmailChange(auth, visitor, { token }, visitor.start);
  if (!changed.ok) throw new Error(changed.reason);
  await deleteAccount(auth, changed, LAPTOP);
}
