"use server";

import { findCode, normalizeCode } from "@watchword/auth/code";
import { sameOriginPath } from "@watchword/auth/next-path";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../caller.ts";
import {
  type PendingSignIn,
  readPendingSignIn,
  writePendingSignIn,
} from "../../../challenge-cookie.ts";
import { textOf } from "../../form-text.ts";
import { refusalIn } from "../../refused.ts";
import { destination } from "../destination.ts";
import { refusalCopy } from "../refusal-copy.ts";
import { codeProblem } from "./code-problem.ts";

export interface CodeFormState {
  code: string;
  problem: string | null;
}

/** Signs in by the code; a wrong one comes back with words. */
export async function signInWithCode(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  const typed = textOf(form, "code").slice(0, 512);
  const code = findCode(typed) ?? normalizeCode(typed);
  const problem = codeProblem(code, Number(textOf(form, "digits")) || 6);
  if (problem !== null) return { code, problem };

  const { otpId, next } = await pendingOrStart();
  try {
    await (await getCaller()).emailOtp.signIn({ otpId, code });
  } catch (error) {
    const refusal = refusalIn(error);
    // These may have ended the code; the page knows what is next.
    if (refusal.reason !== "UNAVAILABLE" && refusal.reason !== "RATE_LIMITED") refresh();
    return { code, problem: refusalCopy(refusal, "code") };
  }
  await writePendingSignIn(null);
  redirect(destination(next));
}

export interface MailFormState {
  /** What was done, in words. */
  done: string | null;
  problem: string | null;
}

/** Mails the same code and link once more. */
export async function resendMail(): Promise<MailFormState> {
  const { otpId } = await pendingOrStart();
  try {
    const { codeLength } = await (await getCaller()).emailOtp.resend({ otpId });
    refresh();
    const done =
      codeLength === null ? "We sent the same link again." : "We sent the same code again.";
    return { done, problem: null };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal.reason !== "UNAVAILABLE") refresh();
    return { done: null, problem: refusalCopy(refusal, "resend") };
  }
}

/** Starts over for the same address: another code, another link. */
export async function requestNewCode(): Promise<MailFormState> {
  const { email, next } = await pendingOrStart();
  const path = sameOriginPath(next);
  try {
    const { otpId } = await (
      await getCaller()
    ).emailOtp.request({ email, phrase: true, ...(path && { next: path }) });
    await writePendingSignIn({ otpId, email, next: path });
  } catch (error) {
    return { done: null, problem: refusalCopy(refusalIn(error), "email") };
  }
  redirect("/sign-in/code");
}

async function pendingOrStart(): Promise<PendingSignIn> {
  return (await readPendingSignIn()) ?? redirect("/sign-in/code");
}
