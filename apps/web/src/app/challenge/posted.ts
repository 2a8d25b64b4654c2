import type { CodePurpose } from "@watchword/auth/purposes";
import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import { readPending } from "../../cookies/challenge-cookie.ts";
import { textOf } from "../forms/form-text.ts";

export interface PostedChallenge {
  otpId: string;
  next: string | null;
  /** False where another tab has begun one since: the cookie, and a page anew, would be about that. */
  newest: boolean;
}

/** The challenge that a code's form was drawn for: a guess is never spent on another tab's. */
export async function postedChallenge(
  purpose: CodePurpose,
  form: FormData,
): Promise<PostedChallenge | null> {
  const pending = await readPending(purpose);
  const otpId = textOf(form, "otpId");
  if (otpId !== "" && otpId !== pending?.otpId) return { otpId, next: null, newest: false };
  return pending && { otpId: pending.otpId, next: pending.next, newest: true };
}

/** Whether a refusal may have ended the code, so that the page has to say what is next. */
export function mayEndCode({ reason }: RefusalData): boolean {
  return reason !== "UNAVAILABLE" && reason !== "RATE_LIMITED";
}
