/** What a provider tells, later, of a mail that it took. */
export interface MailEvent {
  provider: string;
  /** Its name for the mail. */
  providerId: string;
  /** Ours, where it came back with the event. */
  mailId: string | null;
  /** The recipient, as the provider spells it. */
  to: string | null;
  state: "delayed" | "failed" | "delivered" | "bounced" | "complained";
  /** Whether a bounce says that there is no such mailbox. */
  hard: boolean;
  at: Date;
}
