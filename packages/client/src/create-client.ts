import { createTRPCClient, httpBatchLink, type TRPCClient } from "@trpc/client";
import type { AppRouter } from "@watchword/api/router";
import { endpointAt } from "./address.ts";
import { limitedFetch } from "./limited-fetch.ts";
import { type TrustedApp, trustedHeaders, type Visitor } from "./trusted-caller.ts";

/** The most calls that Watchword takes in one request. */
const MAX_CALLS = 10;

const TIMEOUT_MS = 10_000;

/** Where Watchword is, and as whom the client calls it. */
export interface WatchwordOptions {
  /**
   * Where Watchword is: its `PUBLIC_URL`, or the path of an app that has it inside, such as
   * `https://app.example.com/api/watchword`; for the app's own pages `/api/watchword` is enough.
   */
  url: string | URL;
  /**
   * A session's token, or a function that returns the current one: it is called before each request, and may return
   * null.
   */
  token?: string | undefined | (() => string | null | Promise<string | null>);
  /** Your app and its key, on your server: calls count as `visitor`'s, and redeeming a hand-off isn't counted. */
  app?: TrustedApp;
  /** The visitor for whom your server calls; needs `app`. See `visitorOf`. */
  visitor?: Visitor | null;
  /** Replaces the runtime's own `fetch`. */
  fetch?: typeof globalThis.fetch;
  /** How long to wait for an answer, 10,000 by default; then the call rejects, and `refusalOf` is null. */
  timeoutMs?: number;
}

/** The procedures: `client.emailOtp.request.mutate(…)`, `client.session.current.query()`. */
export type WatchwordClient = TRPCClient<AppRouter>;

/**
 * A client of the Watchword at `url`. Calls made at the same time go in one request. A refused call rejects;
 * `refusalOf` says why. Without `token`, a browser on Watchword's own origin is identified by its cookie.
 */
export function createWatchwordClient(options: WatchwordOptions): WatchwordClient {
  const { url, token, timeoutMs = TIMEOUT_MS } = options;
  const trusted = trustedHeaders(options.app, options.visitor);
  const limited = limitedFetch(options.fetch ?? ((input, init) => fetch(input, init)), timeoutMs);
  return createTRPCClient<AppRouter>({
    links: [
      httpBatchLink({
        url: endpointAt(url),
        // What identifies a sign-in stays out of URLs, and so out of logs.
        methodOverride: "POST",
        maxItems: MAX_CALLS,
        headers: async () => ({
          ...trusted,
          ...bearer(typeof token === "function" ? await token() : token),
        }),
        // tRPC's own type of `init` has the same fields, but allows `undefined` for absent ones.
        fetch: (input, init) => limited(input, init as RequestInit),
      }),
    ],
  });
}

function bearer(token: string | null | undefined): Record<string, string> {
  return token == null ? {} : { authorization: `Bearer ${token}` };
}
