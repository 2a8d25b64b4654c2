import type { GeneratedAlways } from "kysely";

/** Failed guesses of the last 24 hours, each in a slot of every budget that it counts in. */
export interface SpentGuessesTable {
  budget: Buffer;
  slot: number;
  at: Date;
}

/**
 * The guesses of `spent_guesses` in the budgets of code lengths, counted in spans of ten minutes from `at` on. Triggers
 * keep it up to date.
 */
export interface GuessTotalsTable {
  budget: Buffer;
  at: Date;
  n: number;
}

/** What is limited by rate: mails to an address, calls of a client. */
export interface BucketsTable {
  bucket: Buffer;
  /** When everything that was taken has come back. */
  full_at: Date;
  /** The start of the ten minutes that contain that time. */
  full_in: GeneratedAlways<Date>;
}
