import "server-only";
import { headers } from "next/headers";
import { getConfig } from "../environment/config.ts";
import { SHOWS_CAPTCHA } from "../client/guard-headers.ts";
import { getTranslate } from "../language/translations.ts";
import { CAPTCHA_ACTIONS, type CaptchaPage } from "./pages.ts";

/** What a form needs to show a captcha. */
export interface ShownCaptcha {
  siteKey: string;
  action: string;
  /** Shown instead if no scripts run. */
  noScript: string;
}

/** The captcha of a page's form; null if none is needed, and then nothing of it is loaded. */
export async function shownCaptcha(page: CaptchaPage): Promise<ShownCaptcha | null> {
  const { turnstile } = getConfig();
  if (turnstile === null || !(await headers()).has(SHOWS_CAPTCHA)) return null;
  const t = await getTranslate();
  return {
    siteKey: turnstile.siteKey,
    action: CAPTCHA_ACTIONS[page],
    noScript: t("captcha.no-script"),
  };
}
