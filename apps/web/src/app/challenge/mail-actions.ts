import "server-only";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { getCaller } from "../../caller.ts";
import { readPending, writePending } from "../../cookies/challenge-cookie.ts";
import { getTranslate } from "../../language/translations.ts";
import { signInFirst } from "../account/guard.ts";
import { refusalCopy } from "../refusal-copy.ts";
import { refusalIn } from "../refused.ts";
import type { CodeFlow } from "./flow.ts";
import type { MailAction } from "./mail-form.ts";

/** Mails the same code and link once more, and shows the page as it is then. */
export function resendAction(flow: CodeFlow): MailAction {
  return async () => {
    const { otpId } = await pendingOf(flow);
    try {
      const { codeLength } = await flow.resend(await getCaller(), otpId);
      refresh();
      const t = await getTranslate();
      const done = t(codeLength === null ? "challenge.resent-link" : "challenge.resent-code");
      return { done, problem: null };
    } catch (error) {
      const refusal = refusalIn(error);
      if (refusal.reason !== "UNAVAILABLE") refresh();
      return { done: null, problem: await refusalCopy(refusal, "resend") };
    }
  };
}

/** Starts over for the same address: another code, another link. */
export function requestNewAction(flow: CodeFlow): MailAction {
  return async () => {
    const { email, userId, next } = await addresseeOf(flow);
    try {
      const { otpId, secret = null } = await flow.request(await getCaller(), { email, next });
      await writePending(flow.purpose, { otpId, email, userId, next, secret });
    } catch (error) {
      const refusal = refusalIn(error);
      signInFirst(refusal, flow.path);
      // There the form is that shows one.
      if (refusal.fields?.captcha !== undefined && flow.startPath) redirect(flow.startPath(next));
      return { done: null, problem: await refusalCopy(refusal, "email") };
    }
    redirect(flow.path);
  };
}

async function addresseeOf(flow: CodeFlow) {
  if (!flow.toOwner || !flow.owner) return pendingOf(flow);
  const { id: userId, email } = await flow.owner();
  return { email, userId, next: null };
}

async function pendingOf({ purpose, lostPath }: CodeFlow) {
  return (await readPending(purpose)) ?? redirect(lostPath);
}
