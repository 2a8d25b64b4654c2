import type { JudgeCaptcha } from "@watchword/api/captcha";
import { getConfig } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { originsOf } from "../environment/products.ts";
import { getMetrics } from "../telemetry/metrics.ts";
import { turnstileJudge } from "./turnstile.ts";
import { processWide } from "../process/process-wide.ts";

const holder = processWide<JudgeCaptcha | null>("captcha");

/** The captcha service of this process; null if there is none. */
export function getCaptcha(): JudgeCaptcha | null {
  holder.value ??= openCaptcha();
  return holder.value;
}

function openCaptcha(): JudgeCaptcha | null {
  const { turnstile, products, apps } = getConfig();
  if (turnstile === null) return null;
  return turnstileJudge({
    ...turnstile,
    hostnames: [
      ...originsOf(products),
      ...apps.flatMap(({ allowedOrigins }) => allowedOrigins),
    ].map((at) => new URL(at).hostname),
    onUnavailable: (why) => {
      getMetrics()?.captchasUnjudged.inc();
      log.warn({ why }, "Turnstile can't be asked: a call passes unjudged");
    },
  });
}
