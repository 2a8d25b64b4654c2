"use server";

import { sameOriginPath } from "@watchword/auth/next-path";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import { type PendingChallenge, readPending, writePending } from "../../../challenge-cookie.ts";
import { type CodeFormState, readCode } from "../../challenge/code-entry.ts";
import type { MailFormState } from "../../challenge/mail-form.ts";
import { mayEndCode, postedChallenge } from "../../challenge/posted.ts";
import { remail } from "../../challenge/remail.ts";
import { refusalCopy } from "../../refusal-copy.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";
import { signInPath } from "../path.ts";

/** Signs in by the code; a wrong one comes back with words. */
export async function signInWithCode(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  const { code, problem } = await readCode(form);
  if (problem !== null) return { code, problem };

  const { otpId, next, newest } =
    (await postedChallenge("email-otp", form)) ?? redirect("/sign-in/code");
  try {
    await (await getCaller()).emailOtp.signIn({ otpId, code });
  } catch (error) {
    const refusal = refusalIn(error);
    if (newest && mayEndCode(refusal)) refresh();
    return { code, problem: await refusalCopy(refusal, "code") };
  }
  if (newest) await writePending("email-otp", null);
  redirect(destination(next));
}

/** Mails the same code and link once more. */
export async function resendMail(): Promise<MailFormState> {
  const { otpId } = await pendingOrStart();
  const caller = await getCaller();
  return remail(() => caller.emailOtp.resend({ otpId }));
}

/** Starts over for the same address: another code, another link. */
export async function requestNewCode(): Promise<MailFormState> {
  const { email, next } = await pendingOrStart();
  const path = sameOriginPath(next);
  try {
    const { otpId } = await (
      await getCaller()
    ).emailOtp.request({ email, phrase: true, ...(path && { next: path }) });
    await writePending("email-otp", { otpId, email, userId: null, next: path });
  } catch (error) {
    const refusal = refusalIn(error);
    // There the form is that shows one.
    if (refusal.fields?.captcha !== undefined) redirect(signInPath({ next: path }));
    return { done: null, problem: await refusalCopy(refusal, "email") };
  }
  redirect("/sign-in/code");
}

async function pendingOrStart(): Promise<PendingChallenge> {
  return (await readPending("email-otp")) ?? redirect("/sign-in/code");
}
