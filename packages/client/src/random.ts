/** The source of random bits, for a runtime without `crypto.getRandomValues`. */
export interface RandomSource {
  /** Returns `count` bytes from a cryptographic generator, such as `getRandomBytes` of `expo-crypto`. */
  randomBytes?: (count: number) => Uint8Array;
}

const NO_RANDOMNESS =
  "This runtime has no crypto.getRandomValues. Pass `randomBytes`, for example getRandomBytes of expo-crypto.";

/** 256 random bits, as 43 characters of base64url. Throws if there is no source of them. */
export function randomText({ randomBytes = ownRandomBytes }: RandomSource): string {
  const bytes = randomBytes(32);
  if (bytes.length !== 32) throw new Error("`randomBytes` returned the wrong number of bytes.");
  return toBase64Url(bytes);
}

/** Base64url without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function ownRandomBytes(count: number): Uint8Array {
  if (typeof globalThis.crypto?.getRandomValues !== "function") throw new Error(NO_RANDOMNESS);
  return crypto.getRandomValues(new Uint8Array(count));
}
