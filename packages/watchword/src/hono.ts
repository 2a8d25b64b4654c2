import type { Watchword } from "./create-watchword.ts";
import type { Procedures } from "./for-request.ts";
import type { IncomingHeaders } from "./incoming.ts";

/** The part of what Hono passes to a handler that is used here. */
export interface HonoContext {
  req: { raw: Request };
  /** On Node it has the request as Node's server made it. */
  env?: unknown;
  header(name: string, value: string, options?: { append?: boolean }): void;
}

/** Answers Watchword's API: `app.all("/api/watchword/*", toHonoHandler(watchword))`. */
export function toHonoHandler(
  watchword: Watchword,
): (c: Omit<HonoContext, "header">) => Promise<Response> {
  return (c) => watchword.handler(c.req.raw, { address: addressOf(c) });
}

/** The procedures for the visitor of a route; they set cookies in its response. */
export function apiOf(watchword: Watchword, c: HonoContext): Procedures {
  const incoming: IncomingHeaders = {
    headers: c.req.raw.headers,
    method: c.req.raw.method,
    address: addressOf(c),
  };
  const setHeader = (name: string, value: string) => c.header(name, value, { append: true });
  return watchword.forRequest(incoming, { setHeader }).api;
}

/** The address of the socket, as `@hono/node-server` has it; null elsewhere. */
function addressOf({ env }: Pick<HonoContext, "env">): string | null {
  const { incoming } = (env ?? {}) as {
    incoming?: { socket?: { remoteAddress?: string | undefined } };
  };
  return incoming?.socket?.remoteAddress ?? null;
}
