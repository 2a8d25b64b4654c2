import "server-only";
import { findCode, normalizeCode } from "@watchword/auth/code";
import type { Translate } from "../../language/translations.ts";
import { textOf } from "./form-text.ts";

/** The code in a form's field `code`, normalized, and what is wrong with it, before it is judged. */
export function readCode(t: Translate, form: FormData): { code: string; problem: string | null } {
  const written = textOf(form, "code").slice(0, 512);
  const code = findCode(written) ?? normalizeCode(written);
  const digits = Number(textOf(form, "digits")) || 6;
  return { code, problem: codeProblem(t, code, digits) };
}

function codeProblem(t: Translate, code: string, digits: number): string | null {
  const typed = code.length;
  if (code === "") return t("entry.code-missing");
  if (/\D/.test(code)) return t("entry.code-digits", { digits });
  if (typed < digits) return t("entry.code-short", { digits, typed });
  if (typed > digits) return t("entry.code-long", { digits, typed });
  return null;
}
