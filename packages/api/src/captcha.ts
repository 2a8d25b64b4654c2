import type { AuthContext } from "@watchword/auth";
import type { Client } from "@watchword/auth/client";
import { isUnderAttack } from "@watchword/auth/under-attack";
import { RefusalError } from "./refusal.ts";

/** The header by which callers send what a captcha answered. */
export const CAPTCHA_RESPONSE = "x-captcha-response";

/** A captcha's answer, and who gave it. */
export interface CaptchaAttempt {
  /** What its widget answered; null for nothing. */
  response: string | null;
  /** What it was shown for: a procedure's `captchaAction`. */
  action: string;
  /** The client's address, where it is known. */
  ip: string | null;
}

/** `unavailable`: the provider that judges can't be reached. */
export type CaptchaVerdict = "passed" | "required" | "invalid" | "unavailable";

/** Asks the captcha's provider whether an answer is right. */
export type JudgeCaptcha = (attempt: CaptchaAttempt) => Promise<CaptchaVerdict>;

interface Judging {
  auth: AuthContext;
  /** Null where none is asked for. */
  captcha: JudgeCaptcha | null;
}

interface Answered {
  client: Pick<Client, "ip">;
  captchaResponse: string | null;
}

/** What a widget that is shown for a procedure calls it: `emailOtp_request`. */
export function captchaAction(path: string): string {
  return path.replace(".", "_");
}

/** Whether calls open to anyone want one now: always, or while the deployment is attacked, as the policy says. */
export async function needsCaptcha({ auth, captcha }: Judging): Promise<boolean> {
  if (captcha === null) return false;
  return auth.policy.captcha === "always" || isUnderAttack(auth);
}

/**
 * Refuses a call that a person would have answered a captcha for. Where nobody can judge it passes: the
 * guess budget and the limits hold without, and people mustn't be kept out by a third party's outage.
 */
export async function requireCaptcha(ctx: Judging & Answered, path: string): Promise<void> {
  if (ctx.captcha === null || !(await needsCaptcha(ctx))) return;
  const { client, captchaResponse: response } = ctx;
  const verdict = await ctx.captcha({ response, action: captchaAction(path), ip: client.ip });
  if (verdict === "passed" || verdict === "unavailable") return;
  throw new RefusalError({ reason: "FORBIDDEN", fields: { captcha: verdict } });
}
