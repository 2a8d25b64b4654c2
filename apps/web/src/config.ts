import type { RegisteredApp } from "@watchword/api/context";
import type { Policy } from "@watchword/auth/policy";
import type { Locale } from "@watchword/db/locale";
import type { Brand } from "@watchword/emails/brand";
import type { Overrides } from "@watchword/emails/overrides";
import type { AlertWebhook } from "./alerts/tell-alert.ts";
import type { Turnstile } from "./captcha/turnstile.ts";
import { type Env, readEnv } from "./env.ts";
import type { PlaceHeaders } from "./http/client-place.ts";
import { log } from "./log.ts";
import { processWide } from "./process-wide.ts";

/**
 * What the running app knows, settled once by the process that serves it. Next loads its own copy of
 * every module, so what crosses over is plain data on `globalThis`.
 */
export interface Config {
  databaseUrl: string;
  /** The schema of the tables. */
  databaseSchema: string;
  /** Connections at most that calls, or a worker's mails, take. */
  poolSize: number;
  /** Mails of a worker at the same time, in each of its two lanes. */
  workerConcurrency: number;
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
  /** What pages and mails look like, and whose they are. */
  brand: Brand;
  /** The languages that pages and mails offer; the first is for who asks for none of them. */
  locales: readonly [Locale, ...Locale[]];
  /** What pages and mails say in the deployment's own words. */
  overrides: { pages: Overrides; mails: Overrides };
  /** A range API for breached passwords; null asks nobody. */
  breachedPasswordsUrl: string | null;
  /** Whether developers use it: pages then lead to their tools. */
  development: boolean;
  /** The mail preview server, in development only. */
  previewsUrl: string | null;
  /** What reading the metrics takes; null where nobody may. */
  metricsToken: string | null;
  /** What calling `/api/cron` takes; null where nobody may. */
  cronSecret: string | null;
  /** How functions find out who calls; null where the server's guard tells. */
  serverless: { trustedProxyHops: number; placeHeaders: PlaceHeaders | null } | null;
}

const holder = processWide<Config>("config");

export function setConfig(config: Config): void {
  holder.value = config;
}

export function getConfig(): Config {
  return (holder.value ??= serverlessConfig());
}

/** Functions have no process that settled it for them. */
function serverlessConfig(): Config {
  const env = readEnv();
  const { databaseUrl, secrets, serverless } = env;
  if (!serverless || databaseUrl === null || secrets === null)
    throw new Error("The app is served by server.ts, which settles its configuration.");
  log.level = env.logLevel;
  return configOf(env, { databaseUrl, secrets });
}

/** What of the environment the app needs to know. */
export function configOf(env: Env, database: Pick<Config, "databaseUrl" | "secrets">): Config {
  const { trustedProxyHops, placeHeaders } = env;
  return {
    ...database,
    databaseSchema: env.databaseSchema,
    poolSize: env.poolSize,
    workerConcurrency: env.workerConcurrency,
    publicUrl: env.publicUrl,
    policy: env.policy,
    apps: env.apps,
    operators: env.operators,
    emailFrom: env.emailFrom,
    resend: env.resend,
    smtpUrl: env.smtpUrl,
    mailboxDir: env.mailboxDir,
    resendWebhookSecret: env.resendWebhookSecret,
    mailsPerMinute: env.mailsPerMinute,
    redisUrl: env.redisUrl,
    upstash: env.upstash,
    alertWebhook: env.alertWebhook,
    turnstile: env.turnstile,
    brand: env.brand,
    locales: env.locales,
    overrides: env.overrides,
    breachedPasswordsUrl: env.breachedPasswordsUrl,
    development: env.development,
    previewsUrl: env.previewsUrl,
    metricsToken: env.metricsToken,
    cronSecret: env.cronSecret,
    serverless: env.serverless ? { trustedProxyHops, placeHeaders } : null,
  };
}
