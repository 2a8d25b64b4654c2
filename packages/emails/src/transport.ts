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
  /** The digits of its code, for apps that write their own mails; absent if it has none. */
  code?: string;
  /** The URL that its button leads to and that works once; absent if it has none. */
  link?: string;
  /** The images that the HTML shows by `cid:`; absent if it has none. */
  images?: AttachedImage[];
  /** When it was rendered; the same on every try. */
  writtenAt: string;
  /** When the first thing that it promises expires; null if it promises nothing. */
  expiresAt: string | null;
}

/**
 * A provider's answer to a mail. `temporary`: another try may succeed; `ofMailbox` if the recipient's mailbox is full
 * or has taken too much lately. `misconfigured`: it takes no mail of ours until somebody fixes that, and didn't take
 * this one. `rejected`: it will never take this one, because of its sender, its content or a rule. `bounced`: the
 * recipient's mailbox refuses it; `hard` if there is no such mailbox.
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
  /** The provider's own id of the mail, which its events name. */
  providerId: string | null;
  /** How long the provider wants no requests. */
  restMs?: number;
}

/** Hands one mail to whoever delivers it. After `signal` aborts, nothing more is handed over. */
export type Transport = (message: OutgoingMail, signal: AbortSignal) => Promise<DeliveryResult>;

/** A service that delivers mail. */
export interface Provider {
  deliver: Transport;
  /** What keeps it from delivering, in a few words; null if it knows of nothing. Resolves within half a minute. */
  check(): Promise<string | null>;
  /** Ends its connections. */
  close(): void;
}
