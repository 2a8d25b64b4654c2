import { EVENTS, OUTCOMES } from "@watchword/auth/audit";
import { CURSOR, MAIL_KINDS } from "@watchword/auth/operator";
import { z } from "zod";
import { collection, email } from "./inputs.ts";

/** A word of the record: printable, so that Postgres reads it. */
const word = z
  .string()
  .max(200)
  .regex(/^[\x20-\x7e]+$/, "Not printable");

const moment = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .meta({ format: "date-time" });

export const before = z
  .string()
  .regex(CURSOR, "Not the end of a page")
  .optional()
  .meta({ description: "`next` of the page before." });

export const limit = z.int().min(1).max(200).default(50);

export const mailKind = z.enum(MAIL_KINDS).meta({
  description:
    "`sign-in`, `sign-up`, `password-reset`, or `other` mail that an account or an operator asks for.",
});

/** An event must match everything that is set. */
export const eventFilter = z.strictObject({
  event: z.enum(EVENTS).optional(),
  outcome: z.enum(OUTCOMES).optional(),
  reason: word.optional(),
  email: email.optional(),
  collection,
  requestId: word.optional(),
  from: moment.optional(),
  to: moment.optional().meta({ description: "Exclusive." }),
});
