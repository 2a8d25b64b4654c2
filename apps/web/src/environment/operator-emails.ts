import { normalizeEmail } from "@watchword/auth/email-address";
import { z } from "zod";

/** The address of somebody who runs a deployment or a collection, normalized. */
export const operatorEmail = z.string().transform((typed, ctx) => {
  const email = normalizeEmail(typed);
  if (email !== null) return email;
  ctx.addIssue({ code: "custom", message: `Not an email address: ${JSON.stringify(typed)}` });
  return z.NEVER;
});

/** `OPERATOR_EMAILS`: addresses, separated by commas. */
export const operatorEmails = z
  .string()
  .transform((list) => list.split(",").map((typed) => normalizeEmail(typed)))
  .refine((list): list is string[] => !list.includes(null), {
    error: "Not a comma-separated list of addresses",
  });
