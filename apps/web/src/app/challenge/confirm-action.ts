import "server-only";
import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { type Caller, getCaller } from "../../caller.ts";
import { writePending } from "../../cookies/challenge-cookie.ts";
import { signInFirst } from "../account/guard.ts";
import { refusalIn } from "../refused.ts";
import { type CodeFormState, readCode } from "./code-entry.ts";
import { codeRefusal } from "./code-refusal.ts";
import type { CodeFlow } from "./flow.ts";
import { mayEndCode, postedChallenge } from "./posted.ts";

interface Confirmation {
  confirm(caller: Caller, code: { otpId: string; code: string }): Promise<unknown>;
  /** Notes what was done, and says where it leads. */
  finish(next: string | null): Promise<string> | string;
}

/** Has the entered code judged; a wrong one comes back with words. */
export function confirmAction(flow: CodeFlow, { confirm, finish }: Confirmation) {
  return async (_: CodeFormState, form: FormData): Promise<CodeFormState> => {
    const { code, problem } = await readCode(form);
    if (problem !== null) return { code, problem };

    const posted = (await postedChallenge(flow.purpose, form)) ?? redirect(flow.lostPath);
    const { otpId, next, newest } = posted;
    try {
      await confirm(await getCaller(), { otpId, code });
    } catch (error) {
      const refusal = refusalIn(error);
      signInFirst(refusal, flow.path);
      if (newest && mayEndCode(refusal)) refresh();
      return { code, problem: await codeRefusal(flow, otpId, refusal) };
    }
    if (newest) await writePending(flow.purpose, null);
    redirect(await finish(next));
  };
}
