import type { RegisteredApp } from "@watchword/api/context";
import type { Policy } from "@watchword/auth/policy";
import type { Brand } from "@watchword/emails/brand";
import type { AlertWebhook } from "./alerts/tell-alert.ts";
import type { Turnstile } from "./captcha/turnstile.ts";

/**
 * What the running app knows, settled once by the process that serves it. Next loads its own copy of
 * every module, so what crosses over is plain data on `globalThis`.
 */
export interface Config {
  databaseUrl: string;
  secrets: [string, ...string[]];
  publicUrl: string;
  policy: Policy;
  /** Other apps that sessions may be handed to. */
  apps: RegisteredApp[];
  /** The addresses of those who run this deployment, normalized. */
  operators: string[];
  emailFrom: string;
  /** Who delivers mail, first and second; the mailbox folder where both are null. */
  resend: { apiKey: string; baseUrl: string | null } | null;
  smtpUrl: string | null;
  mailboxDir: string | null;
  /** Null where Resend's events aren't taken. */
  resendWebhookSecret: string | null;
  /** Mails that may leave in a minute, over all workers; null for no limit. */
  mailsPerMinute: number | null;
  /** Where clients' limits are counted; in Postgres where both are null. */
  redisUrl: string | null;
  upstash: { url: string; token: string } | null;
  /** Who is told alerts; nobody, and nobody looks, where null. */
  alertWebhook: AlertWebhook | null;
  /** Who tells people from programs; nobody is asked to show it where null. */
  turnstile: Turnstile | null;
  /** What mails look like, and whose they are. */
  brand: Brand;
  /** A range API for breached passwords; null asks nobody. */
  breachedPasswordsUrl: string | null;
  /** The mail preview server, in development alone. */
  previewsUrl: string | null;
  /** What reading the metrics takes; null where nobody may. */
  metricsToken: string | null;
}

const KEY = Symbol.for("watchword.config");
const holder = globalThis as { [KEY]?: Config };

export function setConfig(config: Config): void {
  holder[KEY] = config;
}

export function getConfig(): Config {
  const config = holder[KEY];
  if (!config) throw new Error("The app is served by server.ts, which settles its configuration.");
  return config;
}
