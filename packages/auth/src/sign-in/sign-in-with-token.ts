import type { AuthContext } from "../context.ts";
import { redeem, type TokenRefusal } from "../tokens/redeem.ts";
import { type SignedIn, type SignedInRow, toSignedIn } from "../views/session.ts";
import { signInNotice, unsealedNotice } from "../notice/new-sign-in.ts";
import { newSession, type SessionStart } from "../session/start.ts";

export type SignInResult = ({ ok: true; secret: string } & SignedIn) | TokenRefusal;

type Takes = ReturnType<typeof newSession>["takes"] &
  (ReturnType<typeof unsealedNotice> | ReturnType<typeof signInNotice>) & { locale: string | null };

const NOTICE_WANTED = "NOTICE_WANTED";

/** Handles the error that `sign_in_with_token` raises if it turns out late that it needs a notice. */
function noticeWanted(error: { code?: string }): typeof NOTICE_WANTED {
  if (error.code === "WW001") return NOTICE_WANTED;
  throw error;
}

/** Signs in by calling a function that returns the result of `sign_in_with_token`. */
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
  const first = isKnown ? await signIn(unsealed).catch(noticeWanted) : NOTICE_WANTED;
  const wantsNotice = first === NOTICE_WANTED || (first.ok && first.row.verdict === NOTICE_WANTED);
  const answer = wantsNotice ? await signIn(signInNotice(ctx, client)) : first;
  if (!answer.ok) return answer;
  return { ok: true, secret, ...toSignedIn(answer.row) };
}
