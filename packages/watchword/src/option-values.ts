import { appsBeside } from "@watchword/api/registered-app";
import { normalizeEmail } from "@watchword/auth/email-address";
import type { Hooks } from "@watchword/auth/hooks";
import { isShortSecret, MIN_SECRET_BYTES } from "@watchword/auth/keys";
import { schemaProblem } from "@watchword/db/database-schema";
import { databaseUrlProblem } from "@watchword/db/database-url";
import { LOCALES } from "@watchword/db/locale";
import { SENDER } from "@watchword/emails/sender";
import { smtpUrl } from "@watchword/emails/smtp-url";
import { z } from "zod";
import type { WatchwordOptions } from "./options.ts";

/** A secret, or several separated by commas: the first signs, all verify. */
export function secretsOf(given: WatchwordOptions["secret"]): [string, ...string[]] {
  const secrets = typeof given === "string" ? given.split(",") : given;
  return secrets.map((secret) => secret.trim()) as [string, ...string[]];
}

/** A schema that reports a problem in words, and leaves a valid value as it is. */
function saying<Value>(problemOf: (given: Value) => string | null): z.ZodType<Value> {
  return z.custom<Value>().superRefine((given, ctx) => {
    const message = problemOf(given);
    if (message !== null) ctx.addIssue({ code: "custom", message });
  });
}

const aFunction = saying((given) => (typeof given === "function" ? null : "Not a function"));
/** Checked later, where it is used. */
const judgedLater = z.unknown().optional();

const hooks: Record<keyof Hooks, z.ZodType> = {
  userCreated: aFunction.optional(),
  signedIn: aFunction.optional(),
  emailChanged: aFunction.optional(),
  userDeleted: aFunction.optional(),
};

/** The values that each option may have. `settle` checks combinations of options. */
const VALUES: Record<keyof WatchwordOptions, z.ZodType> = {
  database: saying((given) => {
    if (typeof given === "string") return databaseUrlProblem(given);
    const isPool = typeof (given as { connect?: unknown } | undefined)?.connect === "function";
    return isPool ? null : "Give a postgres:// URL, or a pg.Pool";
  }),
  secret: saying((given) => {
    if (typeof given !== "string" && !Array.isArray(given)) return "It isn't set";
    const secrets = secretsOf(given as string | [string]);
    return secrets.length === 0 || secrets.some(isShortSecret)
      ? `Each secret needs at least ${MIN_SECRET_BYTES} bytes, e.g. \`openssl rand -base64 32\``
      : null;
  }),
  publicUrl: z.url({ protocol: /^https?$/, error: "Not an http(s) URL" }),
  policy: judgedLater,
  isBreached: aFunction.optional(),
  oneTimeToken: z
    .strictObject({
      generateToken: aFunction.optional(),
      storeToken: z
        .union(
          [
            z.enum(["hashed", "plain"]),
            z.strictObject({ type: z.literal("custom-hasher"), hash: aFunction }),
          ],
          { error: 'Not "hashed", "plain" or { type: "custom-hasher", hash }' },
        )
        .optional(),
    })
    .optional(),
  hooks: z.strictObject(hooks).optional(),
  onError: aFunction.optional(),
  schema: saying<string>(schemaProblem).optional(),
  sendMail: aFunction.optional(),
  resend: z
    .strictObject({ apiKey: z.string().min(1, "It isn't set"), baseUrl: z.url().optional() })
    .optional(),
  smtpUrl: smtpUrl.optional(),
  mailboxDir: z.string().optional(),
  mailsPerMinute: z.int().positive().optional(),
  brand: judgedLater,
  linkPaths: z.record(z.string(), z.string()).optional(),
  emailFrom: z.string().regex(SENDER, "Not `Name <address>` or an address").optional(),
  locales: z.array(z.enum(LOCALES)).nonempty().optional(),
  basePath: z
    .string()
    .regex(/^(\/[\w.~-]+)*\/?$/, "Not a path like /api/watchword")
    .optional(),
  trustedProxyHops: z.int().nonnegative().optional(),
  clientAddress: aFunction.optional(),
  captcha: aFunction.optional(),
  apps: appsBeside.optional(),
  operators: z
    .array(
      saying((typed) =>
        typeof typed === "string" && normalizeEmail(typed) !== null ? null : "Not an email address",
      ),
    )
    .optional(),
};

const values = z.strictObject(VALUES);

/** What is wrong with each option by itself, in words. */
export function valueProblems(options: WatchwordOptions): string[] {
  const { error } = values.safeParse(options);
  return (error?.issues ?? []).map((issue) => {
    const at = issue.path.join(".");
    if (issue.code !== "unrecognized_keys") return `${at}: ${issue.message}`;
    const names = issue.keys.map((key) => (at === "" ? key : `${at}.${key}`));
    return `${names.join(", ")}: There is no such option`;
  });
}
