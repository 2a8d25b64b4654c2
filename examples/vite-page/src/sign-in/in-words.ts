import type { Refusal } from "@watchword/client";

/** Why a call was refused, in words for the visitor. */
export function inWords({ reason, retryAfterMs = 0 }: Refusal): string {
  switch (reason) {
    case "INVALID_INPUT":
      return "Please check what you entered.";
    case "INVALID_TOKEN":
      return "That isn’t the code. Is it from the newest mail?";
    case "EXPIRED_TOKEN":
      return "The code has expired. Ask for a new one.";
    case "TOO_MANY_ATTEMPTS":
      return "Too many wrong codes. The link in the mail still works.";
    case "RATE_LIMITED":
      return `Please wait ${Math.max(1, Math.ceil(retryAfterMs / 1_000))} seconds.`;
    case "UNAVAILABLE":
      return "There was no answer. Please try again.";
    default:
      return "You can’t sign in here.";
  }
}
