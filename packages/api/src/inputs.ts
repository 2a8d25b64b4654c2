import { CODE_PATTERN, normalizeCode } from "@watchword/auth/code";
import { normalizeEmail } from "@watchword/auth/email-address";
import { pagePath } from "@watchword/auth/next-path";
import type { Policy } from "@watchword/auth/policy";
import { z } from "zod";
import { invalidInput } from "./refusal.ts";

/** Longer ones are refused unread; anything shorter that isn't ours is `INVALID_TOKEN`. */
const secret = z.string().max(512);

export const email = z
  .string()
  .max(320)
  .transform((typed, ctx) => {
    const normalized = normalizeEmail(typed);
    if (normalized) return normalized;
    ctx.addIssue({ code: "custom", message: "Not an email address" });
    return z.NEVER;
  })
  .meta({
    description: "Trimmed and lower-cased whole; its domain goes to punycode.",
    pattern: "^[^@]+@[^@]+$",
  });

export const code = z
  .string()
  .max(512)
  .transform(normalizeCode)
  .pipe(z.string().regex(CODE_PATTERN, "A code has 6 to 10 digits"))
  .meta({ description: "6 to 10 digits of any script; spaces and dashes don't count." });

/** The number that a waiting browser shows, typed where its link was opened. */
export const matchNumber = z
  .string()
  .max(64)
  .transform(normalizeCode)
  .pipe(z.string().regex(/^\d{3}$/, "A number has 3 digits"))
  .meta({ description: "The three digits that the waiting browser shows." });

/** The id of an account, a session or a mail, as the database spells it. */
export const id = z.uuid().toLowerCase();

/** Any string that may be one, so that input errors don't reveal which apps exist. */
export const appId = z
  .string()
  .max(63)
  .regex(/^\P{Cc}*$/u, "Not an app's id")
  .meta({ description: "A registered app's id." });

export const otpId = secret.meta({
  description: "The challenge's id, as the request for it returned it.",
});
export const token = secret;
export const transport = z
  .enum(["cookie", "token"])
  .default("cookie")
  .meta({ description: "How the session is handed over: in a cookie, or as `token`, shown once." });
export const collection = z
  .string()
  .max(63)
  .default("users")
  .meta({ description: "A collection of the deployment's policy; each has its own accounts." });
export const next = z
  .string()
  .max(2048)
  .optional()
  .transform((path) => pagePath(path))
  .meta({ description: "The path of Watchword to which the mail's link finally leads." });

export const app = z.string().max(63).optional().meta({
  description:
    "A registered app with an `initiateLoginUri`, to which the mail's link finally leads. By default the app whose server or page calls; `next` takes precedence.",
});

/**
 * Bounded, because nobody types a megabyte; the length after NFC and the rest are judged where a password is set. A
 * lone surrogate would be hashed as U+FFFD, so different ones would be the same password.
 */
export const password = z
  .string()
  .max(1024)
  .refine((typed) => typed.isWellFormed(), "Contains an invalid character (a lone surrogate)")
  .meta({ format: "password" });

/** An address may have an account in each collection that the policy names. */
export function requireCollection(policy: Policy, name: string): void {
  if (Object.hasOwn(policy.collections, name)) return;
  throw invalidInput("collection", "No such collection");
}
