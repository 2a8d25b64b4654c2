import type { AuthContext } from "../context.ts";
import { redeem, type TokenRefusal } from "../tokens/redeem.ts";
import { type SignedIn, type SignedInRow, toSignedIn } from "../shown/signed-in.ts";
import { newSession, type SessionStart, signInNotice, unsealedNotice } from "./start.ts";

export type SignInResult = ({ ok: true; secret: string } & SignedIn) | TokenRefusal;

type Takes = ReturnType<typeof newSession>["takes"] &
  (ReturnType<typeof unsealedNotice> | ReturnType<typeof signInNotice>) & { locale: string | null };

/** Signs in by a call of a function that returns `sign_in_with_token`. */
export async function signInWithToken<Row extends SignedInRow & { verdict: string }>(
  ctx: AuthContext,
  start: SessionStart,
  call: (takes: Takes) => Promise<Row[]>,
): Promise<SignInResult> {
  const { client } = start;
  const { secret, takes } = newSession(ctx, start);
  const signIn = (notice: ReturnType<typeof unsealedNotice> | ReturnType<typeof signInNotice>) =>
    redeem(call({ ...takes, ...notice, locale: client.locale }));
  // A sign-in on a known device sends no notice, and most sign-ins are on one.
  const unsealed = unsealedNotice(ctx, client);
  const isKnown = unsealed.devices.length > 0;
  let answer = await signIn(isKnown ? unsealed : signInNotice(ctx, client));
  if (answer.ok && answer.row.verdict === "NOTICE_WANTED")
    answer = await signIn(signInNotice(ctx, client));
  if (!answer.ok) return answer;
  return { ok: true, secret, ...toSignedIn(answer.row) };
}
