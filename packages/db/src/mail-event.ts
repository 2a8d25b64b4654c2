/** What a provider later reports of a mail that it took. */
export interface MailEvent {
  provider: string;
  /** The provider's id of the mail. */
  providerId: string;
  /** Our id of the mail, if it came back with the event. */
  mailId: string | null;
  /** The recipient, as the provider spells it. */
  to: string | null;
  state: "delayed" | "failed" | "delivered" | "bounced" | "complained";
  /** Whether a bounce says that there is no such mailbox. */
  hard: boolean;
  at: Date;
}
