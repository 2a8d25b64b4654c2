import { databaseUrlProblem } from "@watchword/db/database-url";
import { z } from "zod";

// What a variable of the environment may hold.

export const url = z.url({ protocol: /^https?$/, error: "Not an http(s) URL" });
export const postgresUrl = z.string().superRefine((given, ctx) => {
  const problem = databaseUrlProblem(given);
  if (problem !== null) ctx.addIssue({ code: "custom", message: problem });
});
export const smtpUrl = z
  .url({ protocol: /^smtps?$/, error: "Not an smtp:// or smtps:// URL" })
  .refine((given) => /^smtps?:\/\/(?:[^/?#%]|%[0-9a-f]{2})+\/?$/i.test(given), {
    error: "Holds a host, a port, a user and a password, and nothing else",
  });
export const redisUrl = z
  .url({ protocol: /^rediss?$/, error: "Not a redis:// or rediss:// URL" })
  .regex(
    /^rediss?:\/\/(?:[^/?#%]|%[0-9a-f]{2})+(?:\/\d*)?$/i,
    "Holds a host, a port, a user, a password and a database's number, and nothing else",
  );
const ADDRESS = String.raw`[^\s\p{C}"(),:;<>@[\\\]]+@[a-z0-9.-]+`;
const NAME = String.raw`(?:"[^"\\\p{C}]+"|[^\s\p{C}"(),:;<>@[\\\]][^\p{C}"(),:;<>@[\\\]]*)`;
/** `Watchword <sign-in@example.com>`, or the address alone. A name with a comma stands in quotes. */
export const SENDER = new RegExp(`^(?:${NAME} <${ADDRESS}>|${ADDRESS})$`, "iu");
