import type { EmailOtpMail } from "@watchword/db/mail-queue";
import type { Brand } from "../brand.ts";
import { device, lifetime, moment, singleLine } from "../words.ts";

/** Every word of the sign-in mail, so that its HTML and its text say the same. */
export function emailOtpCopy(mail: EmailOtpMail, brand: Brand) {
  const { code, link, phrase, requestedBy, resolvedAt } = mail;
  const codeLifetime = code && lifetime(code.expiresAt, resolvedAt);
  const linkLifetime = lifetime(link.expiresAt, resolvedAt);
  return {
    subject: code
      ? `${code.digits} is your ${brand.name} sign-in code`
      : `Your ${brand.name} sign-in link`,
    preheader: `${phrase === null ? "" : `Security phrase: ${phrase} · `}Works ${codeLifetime ?? linkLifetime}`,
    phrase:
      phrase === null
        ? null
        : {
            label: "Your security phrase",
            words: phrase,
            check:
              "The sign-in page shows the same words. If it shows others, don’t use this mail.",
          },
    code: code && {
      label: "Your sign-in code",
      digits: code.digits,
      lifetime: `It works ${codeLifetime}.`,
    },
    link: {
      label: code ? "Or sign in with the link" : "Your sign-in link",
      explanation: code
        ? null
        : "There is no code this time. Codes pause for a while after many wrong guesses, no matter whose. The link can’t be guessed, so it still lets you in.",
      action: "Sign in",
      fallback: "If the button doesn’t work, open this address:",
      url: link.url,
      lifetime: `The link works ${linkLifetime}.`,
    },
    asked: {
      label: "Who asked for it",
      details: [
        ["Device", device(requestedBy)],
        ...(requestedBy.place ? [["From", singleLine(requestedBy.place)] as const] : []),
        ["Time", moment(resolvedAt)],
      ] as const,
    },
    stranger: {
      label: "Wasn’t you?",
      advice: code
        ? "Ignore this mail: nobody gets in without it. Never read the code to anyone."
        : "Ignore this mail: nobody gets in without it. Never pass the link on to anyone.",
    },
    recipient: `Sent to ${mail.to}`,
  };
}
