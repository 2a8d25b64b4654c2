import { existsSync } from "node:fs";
import { isIPv6 } from "node:net";
import path from "node:path";
import { isLoopback } from "@watchword/api/loopback";
import { createPolicy } from "@watchword/auth/policy";
import { LOCALES } from "@watchword/db/locale";
import { defaultBrand } from "@watchword/emails/brand";
import { defaultSender } from "@watchword/emails/sender";
import type { z } from "zod";
import { allowsPrivateAddresses, contradictions, hasProvider } from "./contradictions.ts";
import { environment, ROOT, type Variables } from "./variables.ts";
import { productsOf } from "./products.ts";
import { exampleApps } from "./registered-apps.ts";
import { TURNSTILE_URL } from "./values.ts";

/**
 * How long an unused connection is kept. A balancer that reuses one just as we close it answers 502, so
 * we outlast them: Google's keep one 600 s, Amazon's and nginx 60 s. Strangers can't hold so many as long.
 */
const BEHIND_PROXIES_SECONDS = 620;
const ALONE_SECONDS = 75;

/** What the environment says, with every default. */
export type Env = ReturnType<typeof settingsOf>;

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
      `The environment is invalid:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    );
  }
  return settingsOf(parsed.data);
}

function settingsOf(env: Variables) {
  const dataDir = path.resolve(/* turbopackIgnore: true */ ROOT, env.DATA_DIR);
  const mailboxDir = path.resolve(
    /* turbopackIgnore: true */ ROOT,
    env.MAILBOX_DIR ?? path.join(dataDir, "mailbox"),
  );
  const publicUrl = env.PUBLIC_URL ?? `http://localhost:${env.PORT}`;
  const brand = env.BRAND ?? defaultBrand;
  const emailFrom = env.EMAIL_FROM ?? defaultSender(brand);
  const apps = env.WATCHWORD_APPS ?? (env.NODE_ENV === "development" ? exampleApps(env.PORT) : []);
  return {
    development: env.NODE_ENV === "development",
    /** Null for the embedded Postgres. */
    databaseUrl: env.DATABASE_URL ?? null,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL ?? null,
    /** What Watchword keeps is in this schema, and in those of its functions, which begin with its name. */
    databaseSchema: env.DATABASE_SCHEMA,
    dataDir,
    /** Null where one is kept in `dataDir`. */
    secrets: env.WATCHWORD_SECRET ?? null,
    /** An origin, without a trailing slash. */
    publicUrl,
    /** Where the server listens; null for loopback in development, and everywhere in production. */
    host: env.HOST ?? null,
    /** Whether HOST lets other machines reach a development server. */
    letsOthersIn:
      env.HOST !== undefined && !isLoopback(isIPv6(env.HOST) ? `[${env.HOST}]` : env.HOST),
    port: env.PORT,
    trustedProxyHops: env.TRUSTED_PROXY_HOPS ?? 0,
    /** How long an idle connection is kept. */
    keepAliveSeconds:
      env.KEEP_ALIVE_SECONDS ?? (env.TRUSTED_PROXY_HOPS ? BEHIND_PROXIES_SECONDS : ALONE_SECONDS),
    /** The provider whose headers name a client's place; null for none. */
    placeHeaders: env.PLACE_HEADERS ?? null,
    emailFrom,
    /** The first provider of mail; null where there is none, or only SMTP. */
    resend: env.RESEND_API_KEY
      ? { apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL ?? null }
      : null,
    /** Null where its events aren't taken. */
    resendWebhookSecret: env.RESEND_WEBHOOK_SECRET ?? null,
    /** The first provider without Resend, the second beside it. */
    smtpUrl: env.SMTP_URL ?? null,
    /** Where mail is written without a provider; null with one. */
    mailboxDir: hasProvider(env) ? null : mailboxDir,
    /** Mails that may leave in a minute, over all workers; null for no limit. */
    mailsPerMinute: env.MAIL_RATE_PER_MINUTE ?? null,
    /** Where clients' limits are counted; in Postgres where both are null. */
    redisUrl: env.REDIS_URL ?? null,
    upstash:
      env.UPSTASH_REDIS_REST_URL && env.UPSTASH_REDIS_REST_TOKEN
        ? { url: env.UPSTASH_REDIS_REST_URL, token: env.UPSTASH_REDIS_REST_TOKEN }
        : null,
    /** Where alerts are sent; if null, nothing is watched. */
    alertWebhook:
      env.ALERT_WEBHOOK_URL && env.ALERT_WEBHOOK_SECRET
        ? { url: env.ALERT_WEBHOOK_URL, secret: env.ALERT_WEBHOOK_SECRET }
        : null,
    /** The captcha service; null for none. */
    turnstile:
      env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET_KEY
        ? {
            siteKey: env.TURNSTILE_SITE_KEY,
            secretKey: env.TURNSTILE_SECRET_KEY,
            baseUrl: env.TURNSTILE_BASE_URL ?? TURNSTILE_URL,
          }
        : null,
    brand,
    /** Whose pages and mails there are, by collection. */
    products: productsOf(
      { publicUrl, brand, emailFrom, apps },
      env.WATCHWORD_POLICY?.collections ?? {},
      env.MESSAGES_DIR,
    ),
    /** The languages that are offered; the first is for visitors who ask for none of them. */
    locales: env.LOCALES ?? LOCALES,
    runsWorker: env.WORKER === "on",
    /** Mails of a worker at the same time: those that somebody waits for, and those or notices. */
    workerConcurrency: env.WORKER_CONCURRENCY,
    /** Where a worker answers for its health; nowhere where null. */
    workerHealthPort: env.WORKER_HEALTH_PORT ?? null,
    /** Connections at most that calls, or a worker's mails, take. */
    poolSize: env.DATABASE_POOL_SIZE,
    /** Between saying that it stops and taking nothing new. */
    drainSeconds: env.DRAIN_SECONDS,
    policy: env.WATCHWORD_POLICY?.policy ?? createPolicy(),
    /** Other apps that sessions may be handed to. */
    apps,
    /** Whether this process may call servers of apps within its own network. */
    allowsPrivateAddresses: allowsPrivateAddresses(env),
    /** The addresses of those who may open `/operator`, normalized. */
    operators: env.OPERATOR_EMAILS ?? [],
    /** A range API for breached passwords; null for none. */
    breachedPasswordsUrl: env.BREACHED_PASSWORDS_URL ?? null,
    /** The mail preview server, one port above, in development only. */
    previewsUrl: env.NODE_ENV === "development" ? `http://localhost:${env.PORT + 1}` : null,
    logLevel: env.LOG_LEVEL,
    /** The token that reads the metrics; null if nobody may. */
    metricsToken: env.METRICS_TOKEN ?? null,
    /** Where spans go, by OTLP; nowhere where null. */
    otlpEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT ?? null,
    /** Whether functions serve the build, and not server.ts. */
    serverless: env.VERCEL === "1",
    /** The token that calls `/api/cron`; null if nobody may. */
    cronSecret: env.CRON_SECRET ?? null,
  };
}

function describe({ path: [name], message }: z.core.$ZodIssue): string {
  return `${String(name)}: ${message}`;
}
