"use server";

import { normalizeCode } from "@watchword/auth/code";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../caller/caller.ts";
import { readPending, writePending } from "../../../cookies/challenge-cookie.ts";
import { getTranslate } from "../../../language/translations.ts";
import { mayEndCode, postedChallenge } from "../../challenge/posted.ts";
import { textOf } from "../../forms/form-text.ts";
import { refusalCopy } from "../../refusals/refusal-copy.ts";
import { refusalIn } from "../../refusals/refused.ts";
import type { ShownCodeFormState } from "../../forms/shown-code-form.tsx";
import { destination } from "../../visitor/destination.ts";

/**
 * Approves the browser that asked, if the number is the one that it shows. Text that can't be a number costs no try.
 */
export async function approveNumber(
  _: ShownCodeFormState,
  form: FormData,
): Promise<ShownCodeFormState> {
  const number = normalizeCode(textOf(form, "number").slice(0, 64));
  if (!/^\d{3}$/.test(number)) {
    const t = await getTranslate();
    return { code: number, problem: t("sign-in-link.number-digits") };
  }
  try {
    const { emailOtp } = await getCaller();
    await emailOtp.approve({ token: textOf(form, "token"), number });
  } catch (error) {
    const refusal = refusalIn(error);
    if (!mayEndCode(refusal)) return { code: number, problem: await refusalCopy(refusal, "link") };
    // The page, loaded again, says what became of the number or of the link.
    refresh();
    return { code: "", problem: null };
  }
  redirect("/sign-in/approved");
}

/** The state of the form of this browser's number. */
export interface MatchNumberState {
  problem: string | null;
}

/** Signs in this browser, once its number was typed where the link was opened. */
export async function signInApproved(
  _: MatchNumberState,
  form: FormData,
): Promise<MatchNumberState> {
  const posted = (await postedChallenge("email-otp", form)) ?? redirect("/sign-in/code");
  const { otpId, next, newest } = posted;
  // Another tab's challenge may have replaced the one whose secret this was.
  const pending = newest ? await readPending("email-otp") : null;
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
  if (newest) await writePending("email-otp", null);
  redirect(destination(next));
}
