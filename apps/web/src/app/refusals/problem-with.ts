import "server-only";
import { refresh } from "next/cache";
import { type Form, refusalCopy } from "./refusal-copy.ts";
import { refusalIn } from "./refused.ts";

/** Why a form that may need a captcha was refused, in words; if it lacks one, it is rendered again with it. */
export async function problemWith(error: unknown, form: Form): Promise<string> {
  const refusal = refusalIn(error);
  if (refusal.fields?.captcha !== undefined) refresh();
  return refusalCopy(refusal, form);
}
