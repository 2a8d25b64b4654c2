import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import {
  type SignedIn,
  type SignedInRow,
  signedInColumns,
  toSignedIn,
} from "../session/signed-in.ts";
import { prepareSession, type SessionStart } from "../session/start.ts";
import type { Door } from "../tokens/door.ts";
import { redeem, redeemedAddress } from "../tokens/redeem.ts";
import { mayHaveSession } from "../user/known-account.ts";
import { proveAddress } from "../user/prove-address.ts";
import { PURPOSE } from "./request.ts";

export type SignInResult =
  | ({ ok: true; secret: string } & SignedIn)
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">;

/**
 * Signs in by the code of a challenge or the token of its link, and signs up an address that has no
 * account where its collection allows. The token, the account and the session are one statement.
 */
export async function signInWithEmailOtp(
  ctx: AuthContext,
  door: Extract<Door, { challenge: string } | { token: string }>,
  start: SessionStart,
): Promise<SignInResult> {
  const prepared = prepareSession(ctx, start, redeemedAddress);
  const redeemed = await redeem<SignedInRow>(ctx, {
    purpose: PURPOSE,
    door,
    client: start.client,
    admission: mayHaveSession(ctx.policy),
    grants: sql`${proveAddress(start.client.locale)}, ${prepared.ctes}`,
    columns: signedInColumns,
    joins: sql`LEFT JOIN (account JOIN session ON session.user_id = account.id) ON judged.verdict = 'GRANTED'`,
  });
  if (redeemed.verdict !== "GRANTED") return refuse(redeemed.verdict);
  return { ok: true, secret: prepared.secret, ...toSignedIn(redeemed) };
}
