/** Characters. */
export const PASSWORD_MIN_LENGTH = 8;
/** Characters; more would let a caller choose how long hashing takes. */
export const PASSWORD_MAX_LENGTH = 256;
/** From this length on, a password that isn't a known one withstands guessing: NIST SP 800-63B 3.1.1.2. */
export const PASSWORD_GOOD_LENGTH = 15;

/** Characters as people count them, after NFC. */
export function passwordLength(password: string): number {
  return [...password.normalize("NFC")].length;
}
