import "server-only";
import type { RefusalData } from "@watchword/api/refusal";
import {
  PASSWORD_MAX_LENGTH as max,
  PASSWORD_MIN_LENGTH as min,
} from "@watchword/auth/password-length";
import { getLocale, getTranslate, type Translate } from "../../language/translations.ts";

/** The kind of form that was refused. */
export type Form = "email" | "code" | "resend" | "link" | "credentials" | "new-password";

/** A refusal in words, for the form that was refused. */
export async function refusalCopy(refusal: RefusalData, form: Form): Promise<string> {
  const t = await getTranslate();
  const { reason, retryAfterMs, fields } = refusal;
  switch (reason) {
    case "INVALID_INPUT":
      return invalidInput(t, form);
    case "INVALID_TOKEN":
      return invalidToken(t, form);
    case "EXPIRED_TOKEN":
      return form === "code" || form === "resend"
        ? t("refusal.expired-code")
        : t("refusal.expired-link");
    case "TOO_MANY_ATTEMPTS":
      return t("refusal.attempts");
    case "WEAK_PASSWORD":
      return weakPassword(t, fields?.password);
    case "INVALID_CREDENTIALS":
      return form === "new-password" ? t("refusal.current-password") : t("refusal.credentials");
    case "RATE_LIMITED": {
      const when = wait(await getLocale(), retryAfterMs);
      return form === "resend"
        ? t("refusal.resend-limited", { when })
        : t("refusal.limited", { when });
    }
    case "UNAVAILABLE":
      return form === "credentials" || form === "new-password"
        ? t("refusal.no-password-now")
        : t("refusal.unavailable");
    case "UNAUTHENTICATED":
    case "REAUTHENTICATE":
      return t("refusal.sign-in-first");
    case "FORBIDDEN":
      return fields?.captcha === undefined ? t("refusal.forbidden") : t("refusal.captcha");
  }
}

function invalidInput(t: Translate, form: Form): string {
  if (form === "credentials") return t("refusal.credentials");
  return form === "new-password" ? t("refusal.weak-long", { max }) : t(`refusal.input-${form}`);
}

function invalidToken(t: Translate, form: Form): string {
  if (form === "credentials") return t("refusal.token-email");
  return t(`refusal.token-${form === "new-password" ? "link" : form}`);
}

/** What is wrong with a new password, and what would be right. */
function weakPassword(t: Translate, weakness: string | undefined): string {
  switch (weakness) {
    case "too short":
      return t("refusal.weak-short", { min });
    case "too long":
      return t("refusal.weak-long", { max });
    case "common":
    case "contextual":
    case "breached":
      return t(`refusal.weak-${weakness}`);
    default:
      return t("refusal.weak");
  }
}

/** `in 30 seconds`, `in 5 minutes`. */
function wait(locale: string, retryAfterMs = 0): string {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const format = new Intl.RelativeTimeFormat(locale);
  return seconds < 120
    ? format.format(seconds, "second")
    : format.format(Math.ceil(seconds / 60), "minute");
}
