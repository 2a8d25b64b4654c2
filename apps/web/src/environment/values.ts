import { publicUrlProblem } from "@watchword/api/public-url";
import { schemaProblem } from "@watchword/db/database-schema";
import { databaseUrlProblem } from "@watchword/db/database-url";
import { z } from "zod";

// What a variable of the environment may hold.

/** Where Turnstile is, unless `TURNSTILE_BASE_URL` says otherwise. */
export const TURNSTILE_URL = "https://challenges.cloudflare.com";

export const url = z.url({ protocol: /^https?$/, error: "Not an http(s) URL" });
export const postgresUrl = z.string().superRefine((given, ctx) => {
  const problem = databaseUrlProblem(given);
  if (problem !== null) ctx.addIssue({ code: "custom", message: problem });
});

export const schemaName = z.string().superRefine((given, ctx) => {
  const problem = schemaProblem(given);
  if (problem !== null) ctx.addIssue({ code: "custom", message: problem });
});

/** Where people reach Watchword: an origin. Anything else in it would be silently dropped, so it is refused. */
export const publicUrl = url.transform((given, ctx) => {
  const parsed = new URL(given);
  const problem = publicUrlProblem(parsed);
  if (problem === null) return parsed.origin;
  ctx.addIssue({ code: "custom", message: problem });
  return z.NEVER;
});

export const redisUrl = z
  .url({ protocol: /^rediss?$/, error: "Not a redis:// or rediss:// URL" })
  .regex(
    /^rediss?:\/\/(?:[^/?#%]|%[0-9a-f]{2})+(?:\/\d*)?$/i,
    "Holds a host, a port, a user, a password and a database's number, and nothing else",
  );

/** A whole number; the error says between which bounds. */
export function wholeNumber(least: number, most: number) {
  const error = `Not a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,6}$/, error)
    .transform(Number)
    .refine((given) => given >= least && given <= most, { error });
}
