/**
 * The address that was typed into a form but not sent, for the next form. It is in no URL. A sent address is carried by
 * a cookie.
 */
let typed: string | null = null;

/** For event handlers only, which don't run on servers. */
export function noteTypedAddress(address: string | null): void {
  typed = address;
}

/** Null if none was typed since the page was loaded. */
export function typedAddress(): string | null {
  return typed;
}
