/** What a button that mails something is left with. */
export interface MailFormState {
  /** What was done, in words. */
  done: string | null;
  problem: string | null;
}

export type MailAction = (state: MailFormState) => Promise<MailFormState>;

export const NOTHING_MAILED: MailFormState = { done: null, problem: null };
