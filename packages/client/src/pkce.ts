/** What proves that who redeems a one-time token is who asked for it (RFC 7636). */
export interface Pkce {
  /** Stays with who asks, until the token is redeemed. */
  codeVerifier: string;
  /** Goes along with the browser. */
  codeChallenge: string;
}

/** A fresh verifier of 256 random bits, and its S256 challenge. */
export async function createPkce(): Promise<Pkce> {
  const codeVerifier = randomText();
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(codeVerifier));
  return { codeVerifier, codeChallenge: toBase64Url(new Uint8Array(digest)) };
}

/**
 * What ties a callback to the browser that was sent off: keep it in that browser's cookie, and refuse
 * a callback whose `state` is another. 256 random bits.
 */
export function createState(): string {
  return randomText();
}

function randomText(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function toBase64Url(bytes: Uint8Array): string {
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
