import type { RefusalData } from "@watchword/api/refusal";

/** Which form was refused. */
export type SignInForm = "email" | "code" | "resend" | "link";

/** A refusal in words, for the form that met it. */
export function refusalCopy({ reason, retryAfterMs }: RefusalData, form: SignInForm): string {
  switch (reason) {
    case "INVALID_INPUT":
      return INVALID_INPUT[form];
    case "INVALID_TOKEN":
      return INVALID_TOKEN[form];
    case "EXPIRED_TOKEN":
      return form === "link" ? "This link is too old." : "This code is too old. Ask for a new one.";
    case "TOO_MANY_ATTEMPTS":
      return "Too many wrong codes were tried. Use the link in the mail, or ask for a new code.";
    case "RATE_LIMITED":
      return form === "resend"
        ? `The mail can be sent again ${wait(retryAfterMs)}.`
        : `That was too often in a short time. Try again ${wait(retryAfterMs)}.`;
    case "UNAVAILABLE":
      return "We can’t reach our database. Nothing is lost: try again in a moment.";
    case "WEAK_PASSWORD":
    case "INVALID_CREDENTIALS":
    case "UNAUTHENTICATED":
    case "REAUTHENTICATE":
    case "FORBIDDEN":
      return "This can’t be done from here. Start again with your address.";
  }
}

const INVALID_INPUT: Record<SignInForm, string> = {
  email: "We can’t write to this address. One looks like ada@example.com.",
  code: "A code is digits alone.",
  resend: "We don’t know this sign-in any more. Start again with your address.",
  link: "This link isn’t whole. Open it from the mail again.",
};

const INVALID_TOKEN: Record<SignInForm, string> = {
  email: "Start again with your address.",
  code: "That isn’t the code. Look at the newest mail we sent you.",
  resend: "This code was used already. Start again with your address.",
  link: "This link doesn’t sign anybody in.",
};

function wait(retryAfterMs = 0): string {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  if (seconds === 1) return "in a second";
  if (seconds < 120) return `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
