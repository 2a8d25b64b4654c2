/** A rendered mail on its way out. */
export interface OutgoingMail {
  /** The mail row's id; providers take it as their idempotency key. */
  id: string;
  from: string;
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
}

/** Hands one mail to whoever delivers it; throws where they don't take it. */
export type Transport = (message: OutgoingMail) => Promise<void>;
