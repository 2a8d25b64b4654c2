import "server-only";
import { refresh } from "next/cache";
import { getTranslate } from "../../translations.ts";
import { refusalCopy } from "../refusal-copy.ts";
import { refusalIn } from "../refused.ts";
import type { MailFormState } from "./mail-form.ts";

/** Has a challenge's mail sent again, and shows the page as it is then. */
export async function remail(
  resend: () => Promise<{ codeLength: number | null }>,
): Promise<MailFormState> {
  try {
    const { codeLength } = await resend();
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
