import type { MailEvent } from "@watchword/db/mail-event";
import { Webhook } from "standardwebhooks";
import { z } from "zod";
import { readSmtpReply } from "./smtp-reply.ts";
import { unquoted } from "./sole-address.ts";

export type WebhookReading =
  /** `event` is null if the event says nothing about what became of a mail. */
  { ok: true; event: MailEvent | null } | { ok: false };

const STATES = {
  "email.delivery_delayed": "delayed",
  "email.failed": "failed",
  "email.delivered": "delivered",
  "email.bounced": "bounced",
  // Resend itself doesn't mail the address after a bounce or a complaint. They have to end that, not we.
  "email.suppressed": "bounced",
  "email.complained": "complained",
} as const satisfies Record<string, MailEvent["state"]>;

const NO_CONTROLS = /^\P{Cc}*$/u;
const text = z.string().max(256).regex(NO_CONTROLS);
const moment = z.coerce.date().min(new Date("2000-01-01")).max(new Date("2200-01-01"));

const bounceSchema = z.object({
  type: z.string().optional(),
  subType: z.string().optional(),
  /** The reply of the recipient's server, such as `smtp; 550 5.1.1 No such user`. */
  diagnosticCode: z
    .union([z.string(), z.array(z.string()).transform(([first]) => first)])
    .optional(),
});
type Bounce = z.infer<typeof bounceSchema>;

/** https://resend.com/docs/webhooks/event-types */
const payload = z.object({
  type: z.enum(Object.keys(STATES) as (keyof typeof STATES)[]),
  created_at: moment,
  data: z.object({
    email_id: text.min(1),
    to: z.array(z.string().max(320).regex(NO_CONTROLS)).optional().catch(undefined),
    tags: z.object({ mail_id: text.optional() }).optional().catch(undefined),
    bounce: bounceSchema.optional().catch(undefined),
  }),
});

/**
 * Reads an event that Resend has signed (Standard Webhooks, under Svix's header names). Not ok if the signature is
 * wrong, or its time is off by more than five minutes.
 */
export function readResendWebhook(
  secret: string,
  headers: Pick<Headers, "get">,
  body: string,
): WebhookReading {
  try {
    const signed = ["id", "timestamp", "signature"].map((name) => [
      `webhook-${name}`,
      headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`) ?? "",
    ]);
    new Webhook(secret).verify(body, Object.fromEntries(signed), { jsonParse: false });
  } catch {
    return { ok: false };
  }
  const parsed = payload.safeParse(jsonOf(body));
  return { ok: true, event: parsed.success ? toEvent(parsed.data) : null };
}

/** Whether a secret is one that signatures can be verified with: `whsec_` and base64. */
export function isWebhookSecret(secret: string): boolean {
  return /^whsec_(?:[A-Za-z0-9+/]{4}){4,}(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(secret);
}

function toEvent({ type, created_at: at, data }: z.infer<typeof payload>): MailEvent {
  return {
    provider: "resend",
    providerId: data.email_id,
    mailId: data.tags?.mail_id ?? null,
    to: data.to?.[0] === undefined ? null : unquoted(data.to[0]),
    ...(type === "email.bounced" ? readBounce(data.bounce) : { state: STATES[type], hard: false }),
    at,
  };
}

/** Subtypes that say that Resend itself no longer mails an address. They have to end that, not we. */
const THEIRS = /suppress/i;

/**
 * A bounce that says that there is no such mailbox is hard. If the mailbox is full, or the mail is refused for its
 * content or its sender, the mail failed, but somebody is there.
 */
function readBounce(bounce: Bounce = {}): Pick<MailEvent, "state" | "hard"> {
  const { type, subType = "", diagnosticCode } = bounce;
  if (type === "Transient") return { state: "failed", hard: false };
  if (type !== "Permanent" || THEIRS.test(subType)) return { state: "bounced", hard: false };
  if (subType === "NoEmail" || !diagnosticCode) return { state: "bounced", hard: true };
  const meaning = readSmtpReply(diagnosticCode);
  const isOfMailbox = meaning === "no-mailbox" || meaning === "unclear";
  return isOfMailbox
    ? { state: "bounced", hard: meaning === "no-mailbox" }
    : { state: "failed", hard: false };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
