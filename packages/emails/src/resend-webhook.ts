import type { MailEvent } from "@watchword/db/mail-delivery";
import { Webhook } from "standardwebhooks";
import { z } from "zod";

export type WebhookReading =
  /** Null for an event that says nothing of how a mail fares. */
  { ok: true; event: MailEvent | null } | { ok: false };

const STATES = {
  "email.delivery_delayed": "delayed",
  "email.failed": "failed",
  "email.delivered": "delivered",
  "email.bounced": "bounced",
  // Resend itself doesn't mail the address, after a bounce or a complaint: for theirs to end, not ours.
  "email.suppressed": "bounced",
  "email.complained": "complained",
} as const satisfies Record<string, MailEvent["state"]>;

const NO_CONTROLS = /^\P{Cc}*$/u;
const text = z.string().max(256).regex(NO_CONTROLS);
const moment = z.coerce.date().min(new Date("2000-01-01")).max(new Date("2200-01-01"));

/** https://resend.com/docs/webhooks/event-types */
const payload = z.object({
  type: z.enum(Object.keys(STATES) as (keyof typeof STATES)[]),
  created_at: moment,
  data: z.object({
    email_id: text.min(1),
    to: z.array(z.string().max(320).regex(NO_CONTROLS)).optional().catch(undefined),
    tags: z.object({ mail_id: text.optional() }).optional().catch(undefined),
    bounce: z.object({ type: z.string().optional() }).optional().catch(undefined),
  }),
});

/**
 * Reads an event that Resend has signed (Standard Webhooks, under Svix's header names). Not ok where
 * the signature, or its time by more than five minutes, is wrong.
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
    to: data.to?.[0] ?? null,
    state: STATES[type],
    // The others say nothing for good of the mailbox: it is full, or nobody knows.
    hard: type === "email.bounced" && data.bounce?.type === "Permanent",
    at,
  };
}

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
