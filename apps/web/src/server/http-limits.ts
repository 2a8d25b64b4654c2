import type { ServerOptions } from "node:http";

/** How long a client may take over a request, and how much its head may hold. */
export const httpLimits = {
  /** For the head of a request, and for saying nothing on a new connection. */
  headersTimeout: 20_000,
  /** For a whole request: forms and calls have 64 kB at most. */
  requestTimeout: 30_000,
  /** How often the two are looked at. */
  connectionsCheckingInterval: 5_000,
  /** Bytes of all headers together; more are answered with 431. */
  maxHeaderSize: 16 * 1024,
} satisfies ServerOptions;

/**
 * Every header is read. By default Node drops those past the two-thousandth without a word, and the last
 * may be what our own proxy wrote about the client.
 */
export const MAX_HEADERS_COUNT = 0;
