import type { Reason } from "@watchword/api/refusal";
import { mailReasonWords } from "./mail-reason-words.ts";

const CALLS: Record<Reason, string> = {
  INVALID_INPUT: "invalid input",
  INVALID_TOKEN: "wrong, used or unknown code or link",
  EXPIRED_TOKEN: "expired code or link",
  TOO_MANY_ATTEMPTS: "too many wrong codes",
  WEAK_PASSWORD: "weak password",
  INVALID_CREDENTIALS: "wrong email address or password",
  UNAUTHENTICATED: "not signed in",
  REAUTHENTICATE: "sign-in too long ago",
  FORBIDDEN: "not allowed",
  RATE_LIMITED: "too many calls",
  UNAVAILABLE: "database out of reach",
};

const WORDS = new Map<string, string>(Object.entries(CALLS));

/** Why a call was refused or an email wasn't sent: in words, with what is recorded. */
export function reasonWords(reason: string): string {
  return `${WORDS.get(reason) ?? mailReasonWords(reason)} (${reason})`;
}
