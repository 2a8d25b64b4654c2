import type { RefusalData } from "@watchword/api/refusal";
import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "@watchword/auth/password-length";

/** Which kind of form was refused. */
export type Form = "email" | "code" | "resend" | "link" | "credentials" | "new-password";

/** A refusal in words, for the form that met it. */
export function refusalCopy({ reason, retryAfterMs, fields }: RefusalData, form: Form): string {
  switch (reason) {
    case "INVALID_INPUT":
      return INVALID_INPUT[form];
    case "INVALID_TOKEN":
      return INVALID_TOKEN[form];
    case "EXPIRED_TOKEN":
      return form === "code" || form === "resend"
        ? "This code is too old. Ask for a new one."
        : "This link is too old.";
    case "TOO_MANY_ATTEMPTS":
      return "Too many wrong codes were tried. Use the link in the mail, or ask for a new code.";
    case "WEAK_PASSWORD":
      return weaknessCopy(fields?.password);
    case "INVALID_CREDENTIALS":
      return form === "new-password"
        ? "That isn’t your current password."
        : "The address or the password is wrong.";
    case "RATE_LIMITED":
      return form === "resend"
        ? `The mail can be sent again ${wait(retryAfterMs)}.`
        : `That was too often in a short time. Try again ${wait(retryAfterMs)}.`;
    case "UNAVAILABLE":
      return form === "credentials" || form === "new-password"
        ? "We can’t take a password right now. Nothing is lost: try again in a moment."
        : "We can’t reach our database. Nothing is lost: try again in a moment.";
    case "UNAUTHENTICATED":
    case "REAUTHENTICATE":
      return "Sign in again first.";
    case "FORBIDDEN":
      return "This can’t be done from here. Start again.";
  }
}

const INVALID_INPUT: Record<Form, string> = {
  email: "We can’t write to this address. One looks like ada@example.com.",
  code: "A code is digits alone.",
  resend: "We don’t know this code any more. Start again.",
  link: "This link isn’t whole. Open it from the mail again.",
  credentials: "The address or the password is wrong.",
  "new-password": `Too long: a password has ${PASSWORD_MAX_LENGTH} characters at most.`,
};

const INVALID_TOKEN: Record<Form, string> = {
  email: "Start again with your address.",
  code: "That isn’t the code. Look at the newest mail we sent you.",
  resend: "This code was used already. Start again.",
  link: "This link can’t be used any more.",
  credentials: "Start again with your address.",
  "new-password": "This link can’t be used any more.",
};

/** What is wrong with a new password, and what would be right. */
function weaknessCopy(weakness: string | undefined): string {
  switch (weakness) {
    case "too short":
      return `Too short: a password has at least ${PASSWORD_MIN_LENGTH} characters.`;
    case "too long":
      return `Too long: a password has ${PASSWORD_MAX_LENGTH} characters at most.`;
    case "common":
      return "Too many people use this password, so it is tried first. A few words of your own are better.";
    case "contextual":
      return "This is close to your address or to our name, so it is tried early. Choose something apart from both.";
    case "breached":
      return "This password was in a leak of another site, so it is tried first. Choose one that you use nowhere else.";
    default:
      return "This password is too easy to guess. A few words of your own are better.";
  }
}

function wait(retryAfterMs = 0): string {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds === 1) return "in a second";
  if (seconds < 120) return `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
