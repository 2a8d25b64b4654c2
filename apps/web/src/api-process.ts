import type { ApiProcess } from "@watchword/api/context";
import { getAuth } from "./auth.ts";
import { getCaptcha } from "./captcha/captcha.ts";
import { getConfig } from "./config.ts";
import { getLimiter } from "./limits/limiter.ts";

/** What this process gives to every procedure, whichever way a call comes in. */
export function apiProcess(): Omit<ApiProcess, "observe" | "onError" | "operators"> {
  const { publicUrl, apps } = getConfig();
  return { auth: getAuth(), limiter: getLimiter(), captcha: getCaptcha(), publicUrl, apps };
}
