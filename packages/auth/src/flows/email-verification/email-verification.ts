import type { Challenge } from "../../challenge/challenge.ts";
import { startAccountChallenge } from "../../challenge/start.ts";
import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import type { SignedIn } from "../../views/session.ts";
import { type CodeCredential, hashCredential } from "../../tokens/credential.ts";
import { redeem, redeeming, type TokenRefusal } from "../../tokens/redeem.ts";
import { toUser, type User } from "../../views/user.ts";

/**
 * Mails a code and a link by which the caller proves the address of their account. `UNAUTHENTICATED` if it has just
 * been deleted.
 */
export function requestEmailVerification(
  ctx: AuthContext,
  { user }: SignedIn,
  client: Client,
): Promise<{ ok: true; challenge: Challenge } | Refusal<"UNAUTHENTICATED">> {
  return startAccountChallenge(ctx, {
    purpose: "email-verification",
    collection: user.collection,
    email: user.email,
    ownAddress: true,
    userId: user.id,
    client,
  });
}

/**
 * Proves the caller's address. A first proof voids the password and the other sessions that the
 * account had before, because nobody knows whose they are. Another account's token is `INVALID_TOKEN`;
 * `UNAUTHENTICATED` if the session has ended.
 */
export async function confirmEmailVerification(
  ctx: AuthContext,
  { user, session }: SignedIn,
  credential: CodeCredential,
  client: Client,
): Promise<{ ok: true; user: User } | TokenRefusal | Refusal<"UNAUTHENTICATED">> {
  const hashed = hashCredential(ctx, "email-verification", credential);
  if (!hashed) return refuse("INVALID_TOKEN");
  const answer = await redeem(
    ctx.call("confirm_email_verification", {
      user: user.id,
      session: session.id,
      ...(await redeeming(ctx, hashed, client)),
    }),
  );
  if (!answer.ok) return answer;
  if (answer.row.verdict !== "GRANTED") return refuse("UNAUTHENTICATED");
  return { ok: true, user: toUser(answer.row) };
}
