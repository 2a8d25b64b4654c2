type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` that rejects when the whole answer isn't there in time. Its signal comes from an `AbortController`, because
 * React Native has no `AbortSignal.timeout`.
 */
export function limitedFetch(fetch: Fetch, timeoutMs: number): Fetch {
  return async (input, init) => {
    const controller = new AbortController();
    const abort = () => controller.abort(init?.signal?.reason);
    if (init?.signal?.aborted) abort();
    init?.signal?.addEventListener("abort", abort);
    const timer = setTimeout(
      () => controller.abort(new Error(`Watchword didn’t answer within ${timeoutMs} ms`)),
      timeoutMs,
    );
    try {
      const response = await fetch(input, { ...init, signal: controller.signal });
      const { status, statusText, headers } = response;
      return new Response(await response.text(), { status, statusText, headers });
    } finally {
      clearTimeout(timer);
      init?.signal?.removeEventListener("abort", abort);
    }
  };
}
