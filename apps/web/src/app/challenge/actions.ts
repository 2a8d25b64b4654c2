"use server";

import type { CodePurpose } from "@watchword/auth/purposes";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller/caller.ts";
import { readPending, writePending } from "../../cookies/challenge-cookie.ts";
import { getTranslate } from "../../language/translations.ts";
import { signInFirst } from "../visitor/guard.ts";
import { readCode } from "../forms/code-entry.ts";
import { textOf } from "../forms/form-text.ts";
import { refusalCopy } from "../refusals/refusal-copy.ts";
import { refusalIn } from "../refusals/refused.ts";
import type { MailFormState } from "../sent-mail/mail-form.tsx";
import { begin } from "./begin.ts";
import type { CodeFormState } from "./code-form.tsx";
import { codeProblem, isOfPassword } from "./code-problem.ts";
import { type CodeFlow, flowOf } from "./flows.ts";
import { mayEndCode, postedChallenge } from "./posted.ts";

/** Judges the entered code; a wrong one, or a weak password, comes back with an explanation. */
export async function enterCode(
  purpose: CodePurpose,
  _: CodeFormState,
  form: FormData,
): Promise<CodeFormState> {
  const flow = flowOf(purpose);
  const t = await getTranslate();
  const { code, problem } = readCode(t, form);
  if (problem !== null) return { code, problem, field: "code" };
  const password = textOf(form, "new-password");
  if (flow.setsPassword && password === "")
    return { code, problem: t("entry.new-missing"), field: "password" };

  const { otpId, next, newest } = (await postedChallenge(purpose, form)) ?? goBack(flow);
  let to: string;
  try {
    to = await flow.confirm(await getCaller(), { otpId, code, password, next });
  } catch (error) {
    const refusal = refusalIn(error);
    if (flow.setsPassword && isOfPassword(refusal))
      return { code, problem: await refusalCopy(refusal, "new-password"), field: "password" };
    signInFirst(refusal, flow.path);
    if (newest && mayEndCode(refusal)) refresh();
    return { code, problem: await codeProblem(flow, otpId, refusal), field: "code" };
  }
  if (newest) await writePending(purpose, null);
  redirect(to);
}

/** Mails the same code and link once more, and shows the page as it is afterwards. */
export async function resendMail(purpose: CodePurpose): Promise<MailFormState> {
  const flow = flowOf(purpose);
  const { otpId } = (await readPending(purpose)) ?? goBack(flow);
  try {
    const { codeLength } = await flow.resend(await getCaller(), { otpId });
    refresh();
    const t = await getTranslate();
    const done = t(codeLength === null ? "challenge.resent-link" : "challenge.resent-code");
    return { done, problem: null };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal.reason !== "UNAVAILABLE") refresh();
    return { done: null, problem: await refusalCopy(refusal, "resend") };
  }
}

/** Starts over for the same address: another code, another link. */
export async function requestNewCode(purpose: CodePurpose): Promise<MailFormState> {
  const flow = flowOf(purpose);
  const to = await addresseeOf(flow);
  try {
    await begin(flow, await getCaller(), to);
  } catch (error) {
    const refusal = refusalIn(error);
    signInFirst(refusal, flow.path);
    // Only the form there shows a captcha.
    if (refusal.fields?.captcha !== undefined && flow.startPath) redirect(flow.startPath(to.next));
    return { done: null, problem: await refusalCopy(refusal, "email") };
  }
  redirect(flow.path);
}

async function addresseeOf(flow: CodeFlow) {
  if (!flow.toOwner || !flow.owner) return (await readPending(flow.purpose)) ?? goBack(flow);
  const { id: userId, email } = await flow.owner();
  return { email, userId, next: null };
}

const goBack = ({ lostPath, path }: CodeFlow) => redirect(lostPath ?? path);
