"use server";

import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { readPending, writePending } from "../../../cookies/challenge-cookie.ts";
import { getTranslate } from "../../../language/translations.ts";
import { confirmAction } from "../../challenge/confirm-action.ts";
import { requestNewAction, resendAction } from "../../challenge/mail-actions.ts";
import { postedChallenge } from "../../challenge/posted.ts";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";
import { SIGN_IN } from "./flow.ts";
import type { MatchNumberState } from "./match-number.tsx";

export const signInWithCode = confirmAction(SIGN_IN, {
  confirm: (caller, code) => caller.emailOtp.signIn(code),
  finish: destination,
});
export const resendMail = resendAction(SIGN_IN);
export const requestNewCode = requestNewAction(SIGN_IN);

/** Signs in whoever typed this browser's number where they opened the link. */
export async function signInApproved(
  _: MatchNumberState,
  form: FormData,
): Promise<MatchNumberState> {
  const { purpose, lostPath } = SIGN_IN;
  const { otpId, next, newest } = (await postedChallenge(purpose, form)) ?? redirect(lostPath);
  // Another tab's challenge has its secret no longer.
  const pending = newest ? await readPending(purpose) : null;
  try {
    const { emailOtp } = await getCaller();
    await emailOtp.signInApproved({ otpId, secret: pending?.secret ?? "" });
  } catch (error) {
    const refusal = refusalIn(error);
    const isEarly = refusal.reason === "INVALID_TOKEN";
    const t = await getTranslate();
    return {
      problem: isEarly ? t("sign-in-code.not-approved") : await refusalCopy(refusal, "link"),
    };
  }
  if (newest) await writePending(purpose, null);
  redirect(destination(next));
}
