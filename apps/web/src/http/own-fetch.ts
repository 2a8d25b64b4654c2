type Fetch = typeof fetch;

/**
 * Has Next's requests to this app follow no redirect. Next asks for the page that an action leads to, and puts an answer that
 * looks like a page's into its own, whichever origin it came from. Where the address leads on, the browser goes there itself.
 */
export function keepOwnRequestsHere(): void {
  globalThis.fetch = withoutRedirects(globalThis.fetch);
}

export function withoutRedirects(send: Fetch): Fetch {
  return (input, init) => send(input, isNexts(init) ? { ...init, redirect: "manual" } : init);
}

/** Next marks its own requests so. */
function isNexts({ next }: RequestInit = {}): boolean {
  return next !== undefined && "internal" in next;
}
