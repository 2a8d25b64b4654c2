import { findCode, normalizeCode } from "@watchword/auth/code";
import { textOf } from "../form-text.ts";

/** What a form for a code is left with. */
export interface CodeFormState {
  code: string;
  problem: string | null;
}

/** The code in a form's field `code`, normalized, and what is wrong with it before anybody judges it. */
export function readCode(form: FormData): CodeFormState {
  const typed = textOf(form, "code").slice(0, 512);
  const code = findCode(typed) ?? normalizeCode(typed);
  return { code, problem: codeProblem(code, Number(textOf(form, "digits")) || 6) };
}

function codeProblem(code: string, digits: number): string | null {
  if (code === "") return "Enter the code from the mail.";
  if (/\D/.test(code)) return `The code is ${digits} digits and nothing else.`;
  if (code.length < digits)
    return `Too few digits: the code has ${digits}, this has ${code.length}.`;
  if (code.length > digits)
    return `Too many digits: the code has ${digits}, this has ${code.length}.`;
  return null;
}
