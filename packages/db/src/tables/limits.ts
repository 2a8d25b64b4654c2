import type { GeneratedAlways } from "kysely";

/** Failed guesses of the last 24 hours, each in a slot of every budget that it counts in. */
export interface SpentGuessesTable {
  budget: Buffer;
  slot: number;
  at: Date;
}

/** Of `spent_guesses`, those in the budgets of lengths, in spans of ten minutes from `at` on. Kept by triggers. */
export interface GuessTotalsTable {
  budget: Buffer;
  at: Date;
  n: number;
}

/** What may be taken so often: mails to an address, calls of a client. */
export interface BucketsTable {
  bucket: Buffer;
  /** When everything that was taken has come back. */
  full_at: Date;
  /** The beginning of the ten minutes in which that is. */
  full_in: GeneratedAlways<Date>;
}
