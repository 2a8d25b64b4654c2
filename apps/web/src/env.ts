import { existsSync } from "node:fs";
import { isIPv6 } from "node:net";
import path from "node:path";
import type { RegisteredApp } from "@watchword/api/context";
import { createPolicy, type PolicyOverrides } from "@watchword/auth/policy";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { type Locale, LOCALES } from "@watchword/db/locale";
import { type Brand, defaultBrand } from "@watchword/emails/brand";
import type { Overrides } from "@watchword/emails/overrides";
import { brandVariable } from "@watchword/emails/read-brand";
import { isWebhookSecret } from "@watchword/emails/resend-webhook";
import { z } from "zod";
import type { AlertWebhook } from "./alerts/tell-alert.ts";
import { defaultSender } from "./brand/default-sender.ts";
import { type Turnstile, TURNSTILE_URL } from "./captcha/turnstile.ts";
import { contradictions, hasProvider } from "./env-contradictions.ts";
import {
  postgresUrl,
  publicUrl,
  redisUrl,
  schemaName,
  SENDER,
  smtpUrl,
  url,
  wholeNumber,
} from "./env-values.ts";
import { PLACE_PROVIDERS, type PlaceHeaders } from "./http/client-place.ts";
import { isLoopback } from "./http/loopback.ts";
import { locales, messagesDir } from "./language-variables.ts";
import { operatorEmails } from "./operator-emails.ts";
import { exampleApps, registeredApps } from "./registered-apps.ts";

/** Next's bundle has no folder, and is served from that of the app. */
const HERE: string | undefined = import.meta.dirname;
const ROOT = path.resolve(/* turbopackIgnore: true */ HERE ?? "src", "../../..");

const webhookSecret = z
  .string()
  .refine(isWebhookSecret, { error: "Not a signing secret: `whsec_` and base64" });
const token = z
  .string()
  .regex(/^[\x21-\x7e]{16,}$/, "Needs 16 characters without spaces, e.g. `openssl rand -hex 32`");
const policyOverrides = z.string().transform((json, ctx) => {
  try {
    return createPolicy(JSON.parse(json) as PolicyOverrides);
  } catch (error) {
    ctx.addIssue({
      code: "custom",
      message: String(error instanceof Error ? error.message : error),
    });
    return z.NEVER;
  }
});

/**
 * How long an unused connection is kept. A balancer that reuses one just as we close it answers 502, so
 * we outlast them: Google's keep one 600 s, Amazon's and nginx 60 s. Strangers can't hold so many as long.
 */
const BEHIND_PROXIES_SECONDS = 620;
const ALONE_SECONDS = 75;

/** Every variable that Watchword reads. `.env.example` documents them, and a test holds the two together. */
export const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_SCHEMA: schemaName.default(DEFAULT_SCHEMA),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default(path.join(ROOT, ".data")),
  WATCHWORD_SECRET: z
    .string()
    .transform((list) => list.split(",").map((secret) => secret.trim()))
    .refine((list) => list.every((secret) => Buffer.byteLength(secret) >= 32), {
      error: "Each secret needs at least 32 bytes, e.g. `openssl rand -base64 32`",
    })
    .optional(),
  PUBLIC_URL: publicUrl.optional(),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, "Not an address or a name of this machine")
    .optional(),
  PORT: wholeNumber(1, 65_535).default(3000),
  TRUSTED_PROXY_HOPS: wholeNumber(0, 10).optional(),
  KEEP_ALIVE_SECONDS: wholeNumber(1, 86_400).optional(),
  PLACE_HEADERS: z.enum(PLACE_PROVIDERS).optional(),
  EMAIL_FROM: z.string().regex(SENDER, "Not `Name <address>` or an address").optional(),
  RESEND_API_KEY: z
    .string()
    .regex(/^[\x21-\x7e]+$/, "Not a key")
    .optional(),
  RESEND_BASE_URL: url
    .regex(/^[^@?#]+$/, "Holds a host and a path, and nothing else")
    .transform((given) => given.replace(/\/+$/, ""))
    .optional(),
  RESEND_WEBHOOK_SECRET: webhookSecret.optional(),
  SMTP_URL: smtpUrl.optional(),
  MAILBOX_DIR: z.string().optional(),
  MAIL_RATE_PER_MINUTE: wholeNumber(1, 100_000).optional(),
  REDIS_URL: redisUrl.optional(),
  UPSTASH_REDIS_REST_URL: url.optional(),
  UPSTASH_REDIS_REST_TOKEN: z.string().regex(/^\S+$/, "Holds spaces").optional(),
  ALERT_WEBHOOK_URL: url.regex(/^[^@#]+$/, "Holds a user or a fragment").optional(),
  ALERT_WEBHOOK_SECRET: webhookSecret.optional(),
  TURNSTILE_SITE_KEY: z
    .string()
    .regex(/^[\w-]+$/, "Not a key")
    .optional(),
  TURNSTILE_SECRET_KEY: z
    .string()
    .regex(/^[\w-]+$/, "Not a key")
    .optional(),
  TURNSTILE_BASE_URL: url
    .regex(/^[^@?#]+$/, "Holds a host and a path, and nothing else")
    .transform((given) => given.replace(/\/+$/, ""))
    .optional(),
  BRAND: brandVariable(ROOT).optional(),
  LOCALES: locales.optional(),
  MESSAGES_DIR: messagesDir(ROOT).optional(),
  WORKER: z.enum(["on", "off"]).default("on"),
  WORKER_CONCURRENCY: wholeNumber(1, 100).default(12),
  WORKER_HEALTH_PORT: wholeNumber(1, 65_535).optional(),
  DATABASE_POOL_SIZE: wholeNumber(2, 1_000).default(10),
  DRAIN_SECONDS: wholeNumber(0, 300).default(5),
  WATCHWORD_POLICY: policyOverrides.optional(),
  WATCHWORD_APPS: registeredApps.optional(),
  OPERATOR_EMAILS: operatorEmails.optional(),
  BREACHED_PASSWORDS_URL: url.optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  METRICS_TOKEN: token.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  VERCEL: z.literal("1").optional(),
  CRON_SECRET: token.optional(),
});

export interface Env {
  development: boolean;
  /** Null for the embedded Postgres. */
  databaseUrl: string | null;
  migrationDatabaseUrl: string | null;
  /** What Watchword keeps is in this schema, and in those of its functions, which begin with its name. */
  databaseSchema: string;
  dataDir: string;
  /** Null where one is kept in `dataDir`. */
  secrets: [string, ...string[]] | null;
  /** An origin, without a trailing slash. */
  publicUrl: string;
  /** Where the server listens; null for loopback in development, and everywhere in production. */
  host: string | null;
  /** Whether HOST lets other machines reach a development server. */
  letsOthersIn: boolean;
  port: number;
  trustedProxyHops: number;
  /** How long a connection that nobody uses is kept. */
  keepAliveSeconds: number;
  /** Whose headers name a client's place; nobody's where null. */
  placeHeaders: PlaceHeaders | null;
  emailFrom: string;
  /** The first provider of mail; null where there is none, or only SMTP. */
  resend: { apiKey: string; baseUrl: string | null } | null;
  /** Null where its events aren't taken. */
  resendWebhookSecret: string | null;
  /** The first provider without Resend, the second beside it. */
  smtpUrl: string | null;
  /** Where mail is written without a provider; null with one. */
  mailboxDir: string | null;
  /** Mails that may leave in a minute, over all workers; null for no limit. */
  mailsPerMinute: number | null;
  /** Where clients' limits are counted; in Postgres where both are null. */
  redisUrl: string | null;
  upstash: { url: string; token: string } | null;
  /** Who is told alerts; nobody, and nobody looks, where null. */
  alertWebhook: AlertWebhook | null;
  /** Who tells people from programs; nobody is asked to show it where null. */
  turnstile: Turnstile | null;
  brand: Brand;
  /** The languages that are offered, the first for who asks for none of them. */
  locales: readonly [Locale, ...Locale[]];
  /** What pages and mails say otherwise than their catalogues. */
  overrides: { pages: Overrides; mails: Overrides };
  runsWorker: boolean;
  /** Mails of a worker at the same time: those that somebody waits for, and those or notices. */
  workerConcurrency: number;
  /** Where a worker answers for its health; nowhere where null. */
  workerHealthPort: number | null;
  /** Connections at most that calls, or a worker's mails, take. */
  poolSize: number;
  /** Between saying that it stops and taking nothing new. */
  drainSeconds: number;
  policy: ReturnType<typeof createPolicy>;
  /** Other apps that sessions may be handed to. */
  apps: RegisteredApp[];
  /** The addresses of those who may open `/operator`, normalized. */
  operators: string[];
  /** A range API for breached passwords; null asks nobody. */
  breachedPasswordsUrl: string | null;
  /** The mail preview server, one port above, in development only. */
  previewsUrl: string | null;
  logLevel: "debug" | "info" | "warn" | "error";
  /** What reading the metrics takes; null where nobody may. */
  metricsToken: string | null;
  /** Where spans go, by OTLP; nowhere where null. */
  otlpEndpoint: string | null;
  /** Whether functions serve the build, and not server.ts. */
  serverless: boolean;
  /** What calling `/api/cron` takes; null where nobody may. */
  cronSecret: string | null;
}

/** Throws with everything that is wrong, each with the variable's name. */
class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** The environment, with a `.env` at the repository's root under it. */
export function readEnv(): Env {
  const file = path.join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
  return parseEnv(process.env);
}

export function parseEnv(variables: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? contradictions(parsed.data) : parsed.error.issues.map(describe);
  if (!parsed.success || problems.length > 0) {
    throw new EnvironmentError(
      `The environment is not right:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    );
  }
  const env = parsed.data;
  const dataDir = path.resolve(/* turbopackIgnore: true */ ROOT, env.DATA_DIR);
  const mailboxDir = path.resolve(
    /* turbopackIgnore: true */ ROOT,
    env.MAILBOX_DIR ?? path.join(dataDir, "mailbox"),
  );
  return {
    development: env.NODE_ENV === "development",
    databaseUrl: env.DATABASE_URL ?? null,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL ?? null,
    databaseSchema: env.DATABASE_SCHEMA,
    dataDir,
    secrets: (env.WATCHWORD_SECRET as [string, ...string[]] | undefined) ?? null,
    publicUrl: env.PUBLIC_URL ?? `http://localhost:${env.PORT}`,
    host: env.HOST ?? null,
    letsOthersIn:
      env.HOST !== undefined && !isLoopback(isIPv6(env.HOST) ? `[${env.HOST}]` : env.HOST),
    port: env.PORT,
    trustedProxyHops: env.TRUSTED_PROXY_HOPS ?? 0,
    keepAliveSeconds:
      env.KEEP_ALIVE_SECONDS ?? (env.TRUSTED_PROXY_HOPS ? BEHIND_PROXIES_SECONDS : ALONE_SECONDS),
    placeHeaders: env.PLACE_HEADERS ?? null,
    emailFrom: env.EMAIL_FROM ?? defaultSender(env.BRAND ?? defaultBrand),
    resend: env.RESEND_API_KEY
      ? { apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL ?? null }
      : null,
    resendWebhookSecret: env.RESEND_WEBHOOK_SECRET ?? null,
    smtpUrl: env.SMTP_URL ?? null,
    mailboxDir: hasProvider(env) ? null : mailboxDir,
    mailsPerMinute: env.MAIL_RATE_PER_MINUTE ?? null,
    redisUrl: env.REDIS_URL ?? null,
    upstash:
      env.UPSTASH_REDIS_REST_URL && env.UPSTASH_REDIS_REST_TOKEN
        ? { url: env.UPSTASH_REDIS_REST_URL, token: env.UPSTASH_REDIS_REST_TOKEN }
        : null,
    alertWebhook:
      env.ALERT_WEBHOOK_URL && env.ALERT_WEBHOOK_SECRET
        ? { url: env.ALERT_WEBHOOK_URL, secret: env.ALERT_WEBHOOK_SECRET }
        : null,
    turnstile:
      env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET_KEY
        ? {
            siteKey: env.TURNSTILE_SITE_KEY,
            secretKey: env.TURNSTILE_SECRET_KEY,
            baseUrl: env.TURNSTILE_BASE_URL ?? TURNSTILE_URL,
          }
        : null,
    brand: env.BRAND ?? defaultBrand,
    locales: env.LOCALES ?? LOCALES,
    overrides: env.MESSAGES_DIR ?? { pages: {}, mails: {} },
    runsWorker: env.WORKER === "on",
    workerConcurrency: env.WORKER_CONCURRENCY,
    workerHealthPort: env.WORKER_HEALTH_PORT ?? null,
    poolSize: env.DATABASE_POOL_SIZE,
    drainSeconds: env.DRAIN_SECONDS,
    policy: env.WATCHWORD_POLICY ?? createPolicy(),
    apps: env.WATCHWORD_APPS ?? (env.NODE_ENV === "development" ? exampleApps(env.PORT) : []),
    operators: env.OPERATOR_EMAILS ?? [],
    breachedPasswordsUrl: env.BREACHED_PASSWORDS_URL ?? null,
    previewsUrl: env.NODE_ENV === "development" ? `http://localhost:${env.PORT + 1}` : null,
    logLevel: env.LOG_LEVEL,
    metricsToken: env.METRICS_TOKEN ?? null,
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    serverless: env.VERCEL === "1",
    cronSecret: env.CRON_SECRET ?? null,
  };
}

function describe({ path: [name], message }: z.core.$ZodIssue): string {
  return `${String(name)}: ${message}`;
}
