import { normalizeEmail } from "@watchword/auth/email-address";
import { z } from "zod";

/** `OPERATOR_EMAILS`: addresses between commas. */
export const operatorEmails = z
  .string()
  .transform((list) => list.split(",").map((typed) => normalizeEmail(typed)))
  .refine((list): list is string[] => !list.includes(null), {
    error: "Not a comma-separated list of addresses",
  });
