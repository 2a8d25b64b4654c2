import { z } from "zod";
import { normalizeEmail } from "../email-address/email-address.ts";
import { collectionName } from "./policy-values.ts";

/** A fixed code is a password that many people know, so it expires, and an address that gets mail can't have one. */
export const testAccount = z.strictObject({
  email: z.string().transform((given, ctx) => {
    const email = normalizeEmail(given);
    if (email !== null) return email;
    ctx.addIssue({ code: "custom", message: "Not an email address" });
    return z.NEVER;
  }),
  collection: collectionName.default("users"),
  code: z
    .string()
    .regex(
      /^\d{10}$/,
      "Needs 10 digits: the greatest length, so that an attack doesn't make codes longer than it",
    ),
  until: z.iso.datetime({ offset: true }),
});
