import type { Challenge } from "../../challenge/challenge.ts";
import { startAccountChallenge } from "../../challenge/start.ts";
import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";
import { refuse, type Refusal } from "../../refusal.ts";
import { isFresh } from "../../session/fresh.ts";
import type { SignedIn } from "../../views/session.ts";

/**
 * Mails a code and a link to the address that is to become the account's. The answer is the same if somebody has it
 * already. `REAUTHENTICATE` in a session that isn't fresh; `UNAUTHENTICATED` if the account has just been deleted.
 */
export async function requestEmailChange(
  ctx: AuthContext,
  signedIn: SignedIn,
  input: { email: string; client: Client },
): Promise<{ ok: true; challenge: Challenge } | Refusal<"REAUTHENTICATE" | "UNAUTHENTICATED">> {
  if (!(await isFresh(ctx, signedIn))) return refuse("REAUTHENTICATE");
  return startAccountChallenge(ctx, {
    ...input,
    purpose: "email-change",
    collection: signedIn.user.collection,
    userId: signedIn.user.id,
  });
}
