"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { type PendingChallenge, readPending, writePending } from "../../challenge-cookie.ts";
import { writeDone } from "../../done-cookie.ts";
import { requireVisitor, signInFirst } from "../account/guard.ts";
import { type CodeFormState, readCode } from "../challenge/code-entry.ts";
import type { MailFormState } from "../challenge/mail-form.ts";
import { mayEndCode, postedChallenge } from "../challenge/posted.ts";
import { remail } from "../challenge/remail.ts";
import { refusalCopy } from "../refusal-copy.ts";
import { refusalIn } from "../refused.ts";

const PATH = "/verify-email";

/** Mails a code and a link to the account's address. */
export async function requestVerification(): Promise<MailFormState> {
  const { email, id: userId } = (await requireVisitor(PATH)).user;
  try {
    const { otpId } = await (await getCaller()).emailVerification.request();
    await writePending("email-verification", { otpId, email, userId, next: null });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, PATH);
    return { done: null, problem: await refusalCopy(refusal, "email") };
  }
  redirect(PATH);
}

/** Proves the account's address by the code. */
export async function confirmVerification(
  _: CodeFormState,
  form: FormData,
): Promise<CodeFormState> {
  const { code, problem } = await readCode(form);
  if (problem !== null) return { code, problem };

  const { otpId, newest } = (await postedChallenge("email-verification", form)) ?? redirect(PATH);
  try {
    await (await getCaller()).emailVerification.confirm({ otpId, code });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, PATH);
    if (newest && mayEndCode(refusal)) refresh();
    return { code, problem: await refusalCopy(refusal, "code") };
  }
  if (newest) await writePending("email-verification", null);
  await writeDone("email-verification");
  redirect("/account");
}

/** Mails the same code and link once more. */
export async function resendVerification(): Promise<MailFormState> {
  const { otpId } = await pendingOrStart();
  const caller = await getCaller();
  return remail(() => caller.emailVerification.resend({ otpId }));
}

async function pendingOrStart(): Promise<PendingChallenge> {
  return (await readPending("email-verification")) ?? redirect(PATH);
}
