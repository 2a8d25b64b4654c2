import type { Challenge } from "../../challenge/challenge.ts";
import { isTestAddress } from "../../challenge/fixed-code.ts";
import { startChallenge } from "../../challenge/start.ts";
import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { hashNewPassword } from "../../passwords/new-password.ts";
import { type SignedIn, type SignedInRow, toSignedIn } from "../../views/session.ts";
import { signInNotice } from "../../notice/new-sign-in.ts";
import { newSession, type SessionStart } from "../../session/start.ts";
import { type CodeCredential, hashCredential } from "../../tokens/credential.ts";
import { redeem, redeeming } from "../../tokens/redeem.ts";
import { openCollections } from "../../policy/open-collections.ts";

export interface SignUpRequest {
  /** Normalized. */
  email: string;
  /** One of the policy's. */
  collection: string;
  /** Where the link finally leads: a path of this origin. */
  next?: string | null;
  /** The name of the app that `next` leads to. */
  app?: string;
  client: Client;
}

/** Starts a sign-up. No account is stored yet, and the answer is the same for an address that has one. */
export function requestSignUp(ctx: AuthContext, input: SignUpRequest): Promise<Challenge> {
  return startChallenge(ctx, { ...input, purpose: "password-sign-up" });
}

export type ConfirmSignUpResult =
  | ({ ok: true; secret: string; existing: boolean } & SignedIn)
  | Refusal<
      "INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS" | "WEAK_PASSWORD" | "UNAVAILABLE"
    >;

/**
 * Makes the account, with the password chosen now, and signs it in. The code is judged before the password is looked
 * at, and used up only with a good one: a weak one can be replaced. `existing`: the address has an account already. It
 * is signed in to that, and the password, which may be absent, isn't looked at.
 */
export async function confirmSignUp(
  ctx: AuthContext,
  credential: CodeCredential,
  password: string | null,
  start: SessionStart,
): Promise<ConfirmSignUpResult> {
  const hashed = hashCredential(ctx, "password-sign-up", credential);
  if (!hashed) return refuse("INVALID_TOKEN");
  const { secret, takes: session } = newSession(ctx, start);
  const takes = {
    ...(await redeeming(ctx, hashed, start.client)),
    ...session,
    collections: start.collections ?? null,
    open_collections: openCollections(ctx.policy),
    ...signInNotice(ctx, start.client),
    locale: start.client.locale,
  };
  const probed = await redeem(ctx.call("confirm_sign_up", { ...takes, password_hash: null }));
  if (!probed.ok) return probed;
  if (probed.row.verdict === "GRANTED")
    return { ok: true, secret, existing: true, ...toSignedIn(probed.row) };
  // Several people know a test account's code, so it mustn't set a password that outlives it.
  if (isTestAddress(ctx.policy, probed.row.email)) return refuse("INVALID_TOKEN");
  const chosen = await hashNewPassword(ctx, password ?? "", probed.row.email);
  if (!chosen.ok) return chosen;
  const answer = await redeem(
    ctx.call("confirm_sign_up", { ...takes, password_hash: chosen.hash }),
  );
  if (!answer.ok) return answer;
  // Somebody may have made the account while the password was hashed.
  const existing = !isNew(answer.row);
  return { ok: true, secret, existing, ...toSignedIn(answer.row) };
}

/** Whether an account was made by the statement that signed it in. */
function isNew({ user_created_at, authenticated_at }: SignedInRow): boolean {
  return user_created_at.getTime() === authenticated_at.getTime();
}
