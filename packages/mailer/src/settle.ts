import type { Caller, ClaimedMail } from "./claim.ts";

/*
 * What becomes of a queued mail: claimed (`sending`) under a lease, then sent, put back for another try, or settled.
 * Each step is one SQL function that changes only mails in the states that it names, so a mailer that is late, repeats
 * itself or comes after a provider's event can't change a final state. A mailer renews its leases while it lives; when
 * one ends, another mailer claims the mail.
 */

/** What became of a mail: a provider took it, or it won't be sent. */
export type Outcome = { mailId: string } & (
  | { state: "sent"; provider: string; providerId: string | null }
  | Verdict
);

/** How a try to send a mail ended. */
export interface Verdict {
  state: "skipped" | "failed" | "bounced";
  reason?: string;
  /** Whether the mail was tried. */
  tried?: boolean;
}

/**
 * Stores the outcomes of mails. The first verdict stands. So does a provider's event that arrived before the answer
 * that it had accepted the mail. What a failed notice says is kept while it may be sent again.
 */
export async function settleMails({ call }: Caller, outcomes: readonly Outcome[]): Promise<void> {
  await call("settle_mails", { outcomes: JSON.stringify(outcomes) });
}

/** When a mail is tried again. */
export interface NextTry {
  pauseMs: number;
  /** Why the last try failed; absent if it didn't fail. */
  reason?: string;
}

/**
 * Puts a claimed mail back for another try after a pause, or expires it if it will be out of date. Returns which; null
 * if the mail is settled, or another worker has it.
 */
export async function putBack(
  { call }: Caller,
  { id, lease }: Pick<ClaimedMail, "id" | "lease">,
  { pauseMs, reason }: NextTry,
): Promise<"queued" | "expired" | null> {
  const given = { mail: id, lease, pause_ms: pauseMs, reason: reason ?? null };
  const [row] = await call("put_mail_back", given);
  return row === undefined ? null : (row.state as "queued" | "expired");
}
