import path from "node:path";
import { isShortSecret, MIN_SECRET_BYTES } from "@watchword/auth/keys";
import { DEFAULT_SCHEMA } from "@watchword/db/database-schema";
import { brandVariable } from "@watchword/emails/read-brand";
import { isWebhookSecret } from "@watchword/emails/resend-webhook";
import { SENDER } from "@watchword/emails/sender";
import { smtpUrl } from "@watchword/emails/smtp-url";
import { z } from "zod";
import { policyVariable } from "./policy-variable.ts";
import { postgresUrl, publicUrl, redisUrl, schemaName, url, wholeNumber } from "./values.ts";
import { PLACE_PROVIDERS } from "../client/client-place.ts";
import { locales, messagesDir } from "./language-variables.ts";
import { operatorEmails } from "./operator-emails.ts";
import { registeredApps } from "./registered-apps.ts";

/** Next's bundle has no folder, and is served from that of the app. */
const HERE: string | undefined = import.meta.dirname;
export const ROOT = path.resolve(
  /* turbopackIgnore: true */ HERE ?? "src/environment",
  "../../../..",
);

const webhookSecret = z
  .string()
  .refine(isWebhookSecret, { error: "Not a signing secret: `whsec_` and base64" });
const token = z
  .string()
  .regex(/^[\x21-\x7e]{16,}$/, "Needs 16 characters without spaces, e.g. `openssl rand -hex 32`");
/** Every variable that Watchword reads. `.env.example` documents them, and a test compares the two. */
export const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_SCHEMA: schemaName.default(DEFAULT_SCHEMA),
  MIGRATION_DATABASE_URL: postgresUrl.optional(),
  DATA_DIR: z.string().default(path.join(ROOT, ".data")),
  WATCHWORD_SECRET: z
    .string()
    .transform((list) => list.split(",").map((secret) => secret.trim()) as [string, ...string[]])
    .refine((list) => !list.some(isShortSecret), {
      error: `Each secret needs at least ${MIN_SECRET_BYTES} bytes, e.g. \`openssl rand -base64 32\``,
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
  WATCHWORD_POLICY: policyVariable(ROOT).optional(),
  WATCHWORD_APPS: registeredApps.optional(),
  PRIVATE_ADDRESSES: z.enum(["on", "off"]).optional(),
  OPERATOR_EMAILS: operatorEmails.optional(),
  BREACHED_PASSWORDS_URL: url.optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error"]).default("info"),
  METRICS_TOKEN: token.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: url.optional(),
  VERCEL: z.literal("1").optional(),
  CRON_SECRET: token.optional(),
});

/** The variables as read; what isn't set is undefined or its default. */
export type Variables = z.infer<typeof environment>;
