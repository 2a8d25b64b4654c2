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
 * How long an unused connection is kept. A balancer that reuses one just as we close it answers 502, so we outlast
 * them: Google's keep one 600 s, Amazon's and nginx 60 s. Strangers' connections are kept for a shorter time.
 */
const BEHIND_PROXIES_SECONDS = 620;
const ALONE_SECONDS = 75;

/** The settings in the environment, with every default. */
export type Env = ReturnType<typeof settingsOf>;

/** Throws with everything that is wrong, each with the variable's name. */
class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}

/** The environment, whose variables take precedence over a `.env` at the repository's root. */
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
    /** Watchword's tables are in this schema, and its functions in schemas whose names begin with its name. */
    databaseSchema: env.DATABASE_SCHEMA,
    dataDir,
    /** Null if one is stored in `dataDir`. */
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
    /** The provider whose headers name a client's place; null if there is none. */
    placeHeaders: env.PLACE_HEADERS ?? null,
    emailFrom,
    /** The first provider of mail; null if there is none, or only SMTP. */
    resend: env.RESEND_API_KEY
      ? { apiKey: env.RESEND_API_KEY, baseUrl: env.RESEND_BASE_URL ?? null }
      : null,
    /** Null if its events aren't received. */
    resendWebhookSecret: env.RESEND_WEBHOOK_SECRET ?? null,
    /** The first provider without Resend, the second beside it. */
    smtpUrl: env.SMTP_URL ?? null,
    /** The folder that mail is written to without a provider; null if there is one. */
    mailboxDir: hasProvider(env) ? null : mailboxDir,
    /** Mails that may leave in a minute, over all workers; null for no limit. */
    mailsPerMinute: env.MAIL_RATE_PER_MINUTE ?? null,
    /** Where clients' limits are counted; in Postgres if both are null. */
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
    /** The captcha service; null if there is none. */
    turnstile:
      env.TURNSTILE_SITE_KEY && env.TURNSTILE_SECRET_KEY
        ? {
            siteKey: env.TURNSTILE_SITE_KEY,
            secretKey: env.TURNSTILE_SECRET_KEY,
            baseUrl: env.TURNSTILE_BASE_URL ?? TURNSTILE_URL,
          }
        : null,
    brand,
    /** The products whose pages and mails are served, by collection. */
    products: productsOf(
      { publicUrl, brand, emailFrom, apps },
      env.WATCHWORD_POLICY?.collections ?? {},
      env.MESSAGES_DIR,
    ),
    /** The languages that are offered; the first is for visitors who ask for none of them. */
    locales: env.LOCALES ?? LOCALES,
    runsWorker: env.WORKER === "on",
    /**
     * How many mails a worker sends at the same time that somebody is waiting for, and how many notices beside them.
     */
    workerConcurrency: env.WORKER_CONCURRENCY,
    /** The port on which a worker reports its health; null for none. */
    workerHealthPort: env.WORKER_HEALTH_PORT ?? null,
    /** The most connections for calls or for a worker's mails. */
    poolSize: env.DATABASE_POOL_SIZE,
    /** How long a process reports that it is stopping before it accepts nothing new. */
    drainSeconds: env.DRAIN_SECONDS,
    policy: env.WATCHWORD_POLICY?.policy ?? createPolicy(),
    /** Other apps that sessions may be handed to. */
    apps,
    /** Whether this process may call servers of apps within its own network. */
    allowsPrivateAddresses: allowsPrivateAddresses(env),
    /** The addresses of those who may open `/operator`, normalized. */
    operators: env.OPERATOR_EMAILS ?? [],
    /** A range API for breached passwords; null if there is none. */
    breachedPasswordsUrl: env.BREACHED_PASSWORDS_URL ?? null,
    /** The mail preview server, one port above, in development only. */
    previewsUrl: env.NODE_ENV === "development" ? `http://localhost:${env.PORT + 1}` : null,
    logLevel: env.LOG_LEVEL,
    /** The token that reads the metrics; null if nobody may. */
    metricsToken: env.METRICS_TOKEN ?? null,
    /** Where spans are sent, by OTLP; nowhere if null. */
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
