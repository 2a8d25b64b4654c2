/** Normalizes what somebody typed or pasted as a code: digits of any script become ASCII, spaces and dashes go. */
export function normalizeCode(input: string): string {
  return input
    .normalize("NFKC")
    .replace(/\p{Nd}/gu, toAsciiDigit)
    .replace(/[\p{Z}\p{Pd}\p{Cf}\s]/gu, "");
}

/** What a code looks like once normalized, whatever its length in force. */
export const CODE_PATTERN = /^\d{6,10}$/;

/**
 * The code in a text: the text itself, or the one run of 6 to 10 digits in a pasted sentence. Null if there is none, or
 * more than one.
 */
export function findCode(text: string): string | null {
  const whole = normalizeCode(text);
  if (CODE_PATTERN.test(whole)) return whole;
  const digits = text.normalize("NFKC").replace(/\p{Nd}/gu, toAsciiDigit);
  const runs = digits.match(/(?<!\d)\d{3,5}[ -]?\d{3,5}(?!\d)/g) ?? [];
  const found = new Set(runs.map(normalizeCode));
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}

function toAsciiDigit(digit: string): string {
  const zeroOffset = [1, 2, 3, 4, 5, 6, 7, 8, 9].findIndex(
    (step) => !/\p{Nd}/u.test(String.fromCodePoint((digit.codePointAt(0) ?? 0) - step)),
  );
  return String(zeroOffset === -1 ? 9 : zeroOffset);
}
