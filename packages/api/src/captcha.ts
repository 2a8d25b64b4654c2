import type { AuthContext } from "@watchword/auth";
import type { Client } from "@watchword/auth/client";
import { isUnderAttack } from "@watchword/auth/under-attack";
import { RefusalError } from "./refusal.ts";

/** The header in which callers send a captcha's response. */
export const CAPTCHA_RESPONSE = "x-captcha-response";

/** A captcha's answer, and who gave it. */
export interface CaptchaAttempt {
  /** The widget's response; null if there is none. */
  response: string | null;
  /** What it was shown for: a procedure's `captchaAction`. */
  action: string;
  /** The client's address, if it is known. */
  ip: string | null;
}

/** `unavailable`: the provider that judges can't be reached. */
export type CaptchaVerdict = "passed" | "required" | "invalid" | "unavailable";

/** Asks the captcha's provider whether an answer is right. */
export type JudgeCaptcha = (attempt: CaptchaAttempt) => Promise<CaptchaVerdict>;

interface Judging {
  auth: AuthContext;
  /** Null if captchas aren't set up. */
  captcha: JudgeCaptcha | null;
}

interface Answered {
  client: Pick<Client, "ip">;
  captchaResponse: string | null;
}

/** The name of a procedure in the widget that is shown for it: `emailOtp_request`. */
export function captchaAction(path: string): string {
  return path.replace(".", "_");
}

/**
 * Whether calls that anybody may make need a captcha now: always, or while the deployment is under attack, as the
 * policy says.
 */
export async function needsCaptcha({ auth, captcha }: Judging): Promise<boolean> {
  if (captcha === null) return false;
  return auth.policy.captcha === "always" || isUnderAttack(auth);
}

/**
 * Refuses a call without a valid captcha response. If the provider can't be reached the call passes: guess budgets and
 * limits still hold, and a third party's outage mustn't keep people out.
 */
export async function requireCaptcha(ctx: Judging & Answered, path: string): Promise<void> {
  if (ctx.captcha === null || !(await needsCaptcha(ctx))) return;
  const { client, captchaResponse: response } = ctx;
  const verdict = await ctx.captcha({ response, action: captchaAction(path), ip: client.ip });
  if (verdict === "passed" || verdict === "unavailable") return;
  throw new RefusalError({ reason: "FORBIDDEN", fields: { captcha: verdict } });
}
