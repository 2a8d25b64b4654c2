type Fetch = typeof fetch;

/**
 * Keeps Next's requests to this app from following redirects. Next requests the page that an action leads to, and puts
 * any answer that looks like a page into its own, from whatever origin. If the address redirects, the browser goes
 * there itself.
 */
export function keepOwnRequestsHere(): void {
  globalThis.fetch = withoutRedirects(globalThis.fetch);
}

export function withoutRedirects(send: Fetch): Fetch {
  return (input, init) => send(input, isNexts(init) ? { ...init, redirect: "manual" } : init);
}

/** Whether Next has marked a request as its own. */
function isNexts({ next }: RequestInit = {}): boolean {
  return next !== undefined && "internal" in next;
}
