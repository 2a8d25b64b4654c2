"use server";

import { normalizeCode } from "@watchword/auth/code";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { getTranslate } from "../../../language/translations.ts";
import { mayEndCode } from "../../challenge/posted.ts";
import { textOf } from "../../form-text.ts";
import { linkAction } from "../../link/link-action.ts";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";
import type { NumberFormState } from "./number-form.tsx";

export const signInWithLink = linkAction("email-otp", async (caller, { token, next }) => {
  await caller.emailOtp.signInWithLink({ token });
  return destination(next);
});

/** Lets the browser that asked in, if the number is the one that it shows. What can't be one costs no try. */
export async function approveNumber(_: NumberFormState, form: FormData): Promise<NumberFormState> {
  const number = normalizeCode(textOf(form, "number").slice(0, 64));
  if (!/^\d{3}$/.test(number)) {
    const t = await getTranslate();
    return { number, problem: t("sign-in-link.number-digits") };
  }
  try {
    const { emailOtp } = await getCaller();
    await emailOtp.approve({ token: textOf(form, "token"), number });
  } catch (error) {
    const refusal = refusalIn(error);
    if (!mayEndCode(refusal)) return { number, problem: await refusalCopy(refusal, "link") };
    // The page anew says what became of the number, or of the link.
    refresh();
    return { number: "", problem: null };
  }
  redirect("/sign-in/approved");
}
