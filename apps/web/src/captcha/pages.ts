import { captchaAction, needsCaptcha } from "@watchword/api/captcha";
import { getAuth } from "../auth/auth.ts";
import { getCaptcha } from "./captcha.ts";

/** The pages whose forms make calls that may need a captcha. */
const PAGES = ["/sign-in", "/sign-in/password", "/sign-up", "/password-reset"] as const;

export type CaptchaPage = (typeof PAGES)[number];

export const CAPTCHA_ACTIONS: Record<CaptchaPage, string> = {
  "/sign-in": captchaAction("emailOtp.request"),
  "/sign-in/password": captchaAction("password.signIn"),
  "/sign-up": captchaAction("password.signUp"),
  "/password-reset": captchaAction("passwordReset.request"),
};

/**
 * Whether a request is for a page that shows a captcha now. This is asked once for a page, before it is rendered, so
 * that what it may load agrees with what it shows.
 */
export async function showsCaptcha(target = "/"): Promise<boolean> {
  const captcha = getCaptcha();
  const [path = ""] = target.split("?");
  if (captcha === null || !PAGES.some((page) => page === path)) return false;
  return needsCaptcha({ auth: getAuth(), captcha }).catch(() => false);
}
