"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../../../caller.ts";
import { type PendingChallenge, readPending, writePending } from "../../../../challenge-cookie.ts";
import { writeDone } from "../../../../done-cookie.ts";
import { type CodeFormState, readCode } from "../../../challenge/code-entry.ts";
import type { MailFormState } from "../../../challenge/mail-form.ts";
import { mayEndCode, postedChallenge } from "../../../challenge/posted.ts";
import { remail } from "../../../challenge/remail.ts";
import { refusalCopy } from "../../../refusal-copy.ts";
import { refusalIn } from "../../../refused.ts";
import { signInFirst } from "../../guard.ts";

const PATH = "/account/email/code";

/** Moves the account to the address that the code proves. */
export async function confirmChange(_: CodeFormState, form: FormData): Promise<CodeFormState> {
  const { code, problem } = await readCode(form);
  if (problem !== null) return { code, problem };

  const { otpId, newest } =
    (await postedChallenge("email-change", form)) ?? redirect("/account/email");
  try {
    await (await getCaller()).emailChange.confirm({ otpId, code });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, PATH);
    if (newest && mayEndCode(refusal)) refresh();
    return { code, problem: await refusalCopy(refusal, "code") };
  }
  if (newest) await writePending("email-change", null);
  await writeDone("email");
  redirect("/account");
}

/** Mails the same code and link once more. */
export async function resendChange(): Promise<MailFormState> {
  const { otpId } = await pendingOrStart();
  const caller = await getCaller();
  return remail(() => caller.emailChange.resend({ otpId }));
}

/** Starts over for the same address: another code, another link. */
export async function requestNewChange(): Promise<MailFormState> {
  const { email, userId } = await pendingOrStart();
  try {
    const { otpId } = await (await getCaller()).emailChange.request({ email });
    await writePending("email-change", { otpId, email, userId, next: null });
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, PATH);
    return { done: null, problem: await refusalCopy(refusal, "email") };
  }
  redirect(PATH);
}

async function pendingOrStart(): Promise<PendingChallenge> {
  return (await readPending("email-change")) ?? redirect("/account/email");
}
