/** How much of the expectation each length may use up; they sum to 1. */
const SHARES: readonly (readonly [digits: number, share: number])[] = [
  [6, 1 / 2],
  [7, 1 / 4],
  [8, 1 / 8],
  [9, 1 / 16],
  [10, 1 / 16],
];

export const LONGEST_CODE = 10;

/** A length of codes, and how many wrong guesses at such codes a day are judged. */
export interface LengthBudget {
  digits: number;
  /** In any 24 hours, over all addresses and clients. */
  guesses: number;
}

/**
 * The budgets of the deployment. One guess is right with a chance of 10^-digits, so the expected number
 * of codes guessed a day is the sum of guesses / 10^digits, which is `expectedGuessedPerDay` at most.
 */
export function lengthBudgets({
  guessBudget,
}: {
  guessBudget: { expectedGuessedPerDay: number };
}): LengthBudget[] {
  return SHARES.map(([digits, share]) => ({
    digits,
    // So that a whole number that floating point puts just below itself isn't rounded down.
    guesses: Math.floor(guessBudget.expectedGuessedPerDay * share * 10 ** digits + 1e-6),
  }));
}

/** How many codes of letters are assumed to be live at any time. */
const LIVE_LETTER_CODES = 1_000;

/**
 * How many wrong guesses a day at codes of `letters` letters are judged in the whole deployment. There are codes of two
 * lengths, from an alphabet of twenty letters. Even if a thousand of each are live at any time, at most
 * `expectedGuessedPerDay` codes are guessed a day, half of them of each length.
 */
export function letterBudget(
  { guessBudget }: { guessBudget: { expectedGuessedPerDay: number } },
  letters: 8 | 9,
): number {
  const guesses = (guessBudget.expectedGuessedPerDay / 2) * (20 ** letters / LIVE_LETTER_CODES);
  return Math.floor(guesses + 1e-6);
}

/** What an attacker with any number of clients, accounts and resends can expect, by the policy in force. */
export function guessBound(policy: {
  guessBudget: { expectedGuessedPerDay: number; perAddress: number };
  emailOtp: { digits: number };
}): {
  /** Expected number of codes guessed a day, over all addresses. */
  expectedPerDay: number;
  /** The chance that a code of one given address is guessed in a day. */
  perAddressPerDay: number;
} {
  const expectedPerDay = lengthBudgets(policy).reduce(
    (sum, { digits, guesses }) => sum + guesses / 10 ** digits,
    0,
  );
  const perAddressPerDay = policy.guessBudget.perAddress / 10 ** policy.emailOtp.digits;
  return { expectedPerDay, perAddressPerDay };
}
