import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import type { CodePurpose } from "@watchword/auth/purposes";
import { readPending } from "../../cookies/challenge-cookie.ts";
import { textOf } from "../forms/form-text.ts";

/**
 * The challenge that a code's form was rendered for, so that a guess is never spent on another tab's. It isn't the
 * `newest` if another tab has started one since then; the cookie, and the page if it is loaded again, are about that
 * one.
 */
export async function postedChallenge(purpose: CodePurpose, form: FormData) {
  const pending = await readPending(purpose);
  const otpId = textOf(form, "otpId");
  if (otpId !== "" && otpId !== pending?.otpId) return { otpId, next: null, newest: false };
  return pending && { ...pending, newest: true };
}

/** Whether a refusal may have ended the code, so that the page has to say what to do next. */
export function mayEndCode({ reason }: RefusalData): boolean {
  return reason !== "UNAVAILABLE" && reason !== "RATE_LIMITED";
}
