"use server";

import { redirect } from "next/navigation";
import { refresh } from "next/cache";
import { getCaller } from "../../../caller.ts";
import { writePending } from "../../../cookies/challenge-cookie.ts";
import { writeDone } from "../../../cookies/done-cookie.ts";
import { getTranslate } from "../../../language/translations.ts";
import { readCode } from "../../challenge/code-entry.ts";
import { codeRefusal } from "../../challenge/code-refusal.ts";
import { requestNewAction, resendAction } from "../../challenge/mail-actions.ts";
import { mayEndCode, postedChallenge } from "../../challenge/posted.ts";
import { textOf } from "../../form-text.ts";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../../sign-in/destination.ts";
import { SIGN_UP } from "./flow.ts";

export interface SignUpFormState {
  code: string;
  problem: string | null;
  /** Which field it is about. */
  field: "code" | "password";
}

/** Makes the account by the code, with the password chosen now. A weak one leaves the code good. */
export async function confirmSignUp(_: SignUpFormState, form: FormData): Promise<SignUpFormState> {
  const { code, problem } = await readCode(form);
  if (problem !== null) return { code, problem, field: "code" };
  const password = textOf(form, "new-password");
  if (password === "") {
    const t = await getTranslate();
    return { code, problem: t("entry.new-missing"), field: "password" };
  }

  const posted = (await postedChallenge(SIGN_UP.purpose, form)) ?? redirect(SIGN_UP.lostPath);
  const { otpId, next, newest } = posted;
  try {
    const { existing } = await (
      await getCaller()
    ).password.confirmSignUp({ otpId, code, password });
    if (existing) await writeDone("existing");
  } catch (error) {
    const refusal = refusalIn(error);
    const { reason, fields } = refusal;
    const isOfPassword = reason === "INVALID_INPUT" && fields?.password !== undefined;
    if (isOfPassword || reason === "WEAK_PASSWORD" || reason === "UNAVAILABLE")
      return { code, problem: await refusalCopy(refusal, "new-password"), field: "password" };
    if (newest && mayEndCode(refusal)) refresh();
    return { code, problem: await codeRefusal(SIGN_UP, otpId, refusal), field: "code" };
  }
  if (newest) await writePending(SIGN_UP.purpose, null);
  redirect(destination(next));
}

export const resendSignUp = resendAction(SIGN_UP);
export const requestNewSignUp = requestNewAction(SIGN_UP);
