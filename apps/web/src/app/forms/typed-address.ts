/**
 * The address that is in a form and wasn't sent, for the form that one goes on to: it is in no URL. What was
 * sent is carried by a cookie.
 */
let typed: string | null = null;

/** For the handlers of events, which servers don't run. */
export function noteTypedAddress(address: string | null): void {
  typed = address;
}

/** Null where none was typed since the page was loaded. */
export function typedAddress(): string | null {
  return typed;
}
