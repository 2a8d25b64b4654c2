import type { JudgeCaptcha } from "@watchword/api/captcha";
import { getConfig } from "../config.ts";
import { log } from "../log.ts";
import { turnstileJudge } from "./turnstile.ts";

const KEY = Symbol.for("watchword.captcha");
const holder = globalThis as { [KEY]?: JudgeCaptcha | null };

/** Who judges people from programs in this process; null where nobody does. */
export function getCaptcha(): JudgeCaptcha | null {
  holder[KEY] ??= openCaptcha();
  return holder[KEY];
}

function openCaptcha(): JudgeCaptcha | null {
  const { turnstile, publicUrl, apps } = getConfig();
  if (turnstile === null) return null;
  let passedUnjudged = 0;
  return turnstileJudge({
    ...turnstile,
    hostnames: [publicUrl, ...apps.map(({ origin }) => origin)].map((at) => new URL(at).hostname),
    onUnavailable: (why) => {
      passedUnjudged += 1;
      log.warn({ why, passedUnjudged }, "Turnstile can't be asked: a call passes unjudged");
    },
  });
}
