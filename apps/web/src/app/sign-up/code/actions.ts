"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { type PendingChallenge, readPending, writePending } from "../../../challenge-cookie.ts";
import { getTranslate } from "../../../translations.ts";
import { readCode } from "../../challenge/code-entry.ts";
import type { MailFormState } from "../../challenge/mail-form.ts";
import { mayEndCode, postedChallenge } from "../../challenge/posted.ts";
import { remail } from "../../challenge/remail.ts";
import { textOf } from "../../form-text.ts";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../../sign-in/destination.ts";
import { signInPath } from "../../sign-in/path.ts";

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

  const { otpId, next, newest } =
    (await postedChallenge("password-sign-up", form)) ?? redirect("/sign-up/code");
  try {
    await (await getCaller()).password.confirmSignUp({ otpId, code, password });
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal.reason === "WEAK_PASSWORD" || refusal.reason === "UNAVAILABLE") {
      return { code, problem: await refusalCopy(refusal, "new-password"), field: "password" };
    }
    if (refusal.reason === "INVALID_INPUT" && refusal.fields?.password !== undefined) {
      return { code, problem: await refusalCopy(refusal, "new-password"), field: "password" };
    }
    if (newest && mayEndCode(refusal)) refresh();
    return { code, problem: await refusalCopy(refusal, "code"), field: "code" };
  }
  if (newest) await writePending("password-sign-up", null);
  redirect(destination(next));
}

/** Mails the same code and link once more. */
export async function resendSignUp(): Promise<MailFormState> {
  const { otpId } = await pendingOrStart();
  const caller = await getCaller();
  return remail(() => caller.password.resendSignUp({ otpId }));
}

/** Starts over for the same address: another code, another link. */
export async function requestNewSignUp(): Promise<MailFormState> {
  const { email, next } = await pendingOrStart();
  try {
    const { otpId } = await (await getCaller()).password.signUp({ email });
    await writePending("password-sign-up", { otpId, email, userId: null, next });
  } catch (error) {
    const refusal = refusalIn(error);
    // There the form is that shows one.
    if (refusal.fields?.captcha !== undefined) redirect(signInPath({ next }, "/sign-up"));
    return { done: null, problem: await refusalCopy(refusal, "email") };
  }
  redirect("/sign-up/code");
}

async function pendingOrStart(): Promise<PendingChallenge> {
  return (await readPending("password-sign-up")) ?? redirect("/sign-up/code");
}
