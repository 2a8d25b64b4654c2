import type { MailKind } from "@watchword/db/mail-queue";
import type { AttachedImage } from "./brand-image.ts";

/** A rendered mail on its way out. Times are ISO 8601. */
export interface OutgoingMail {
  /** The mail row's id; providers take it as their idempotency key. */
  id: string;
  kind: MailKind;
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
  /** The digits that it carries, for apps that write their own mails; absent if it has none. */
  code?: string;
  /** The URL that its button leads to and that works once; none where absent. */
  link?: string;
  /** What the HTML shows by `cid:`; none where absent. */
  images?: AttachedImage[];
  /** The same on every try. */
  writtenAt: string;
  /** When the first of what it promises ends; null where it promises nothing. */
  expiresAt: string | null;
}

/**
 * What a provider said to a mail. `temporary`: another try may do; `ofMailbox` where it is the
 * recipient's mailbox that is full, or has taken too much lately. `misconfigured`: it takes no mail
 * of ours until somebody mends that, and took none now. `rejected`: it will never take this one, for who
 * sends it, what it holds, or by a rule. `bounced`: the recipient's mailbox refuses it; `hard` where
 * there is no such mailbox.
 */
export type DeliveryResult =
  | Accepted
  | ({ ok: false; provider: string; reason: string } & (
      | { problem: "temporary"; retryAfterMs?: number; ofMailbox?: true }
      | { problem: "misconfigured"; retryAfterMs?: number }
      | { problem: "rejected" }
      | { problem: "bounced"; hard: boolean }
    ));

export interface Accepted {
  ok: true;
  provider: string;
  /** The provider's own name for the mail, by which its events tell of it. */
  providerId: string | null;
  /** How long the provider wants no requests. */
  restMs?: number;
}

/** Hands one mail to whoever delivers it. After `signal` aborts nothing of it is handed over any more. */
export type Transport = (message: OutgoingMail, signal: AbortSignal) => Promise<DeliveryResult>;

/** Somebody who delivers mail. */
export interface Provider {
  deliver: Transport;
  /** What keeps it from delivering, in a few words; null for nothing that it knows of. */
  check(): Promise<string | null>;
  /** Ends its connections. */
  close(): void;
}
