import { clientAddress } from "@watchword/api/client-address";
import { requestedLocale } from "@watchword/api/requested-locale";
import type { Client } from "@watchword/auth/client";
import type { WatchwordOptions } from "./options.ts";

/** A request as frameworks pass it: whole, or its headers, with the address of its socket if they know it. */
export type Incoming = Request | Headers | IncomingHeaders;

/** A request whose headers are known, from a framework without `Request`. */
export interface IncomingHeaders {
  headers: Pick<Headers, "get">;
  /** `GET` and the like; without it only the headers count. */
  method?: string;
  /** The address at the other end of its socket. */
  address?: string | null | undefined;
}

/**
 * The headers of a request. Checks for `get` first, because Next's headers have a field `headers` of their own. Throws
 * for anything else that frameworks pass, such as a Node request.
 */
export function headersOf(incoming: Incoming): Pick<Headers, "get"> {
  const headers = "get" in incoming ? incoming : incoming.headers;
  if (typeof headers?.get === "function") return headers;
  throw new TypeError(
    "This is neither a Request nor Headers; for a Node request, pass `incomingOf(req)` from watchword/express.",
  );
}

/** The method of a request; GET if only headers are given. */
export function methodOf(incoming: Incoming): string {
  return "method" in incoming ? (incoming.method ?? "GET").toUpperCase() : "GET";
}

/** Who makes a request, as far as the request and the proxies in front of the app say. */
export function clientOf(
  incoming: Incoming,
  { trustedProxyHops = 0, clientAddress: addressOf, locales }: WatchwordOptions,
): Client {
  const headers = headersOf(incoming);
  const socket = "address" in incoming ? incoming.address : undefined;
  const forwardedFor = headers.get("x-forwarded-for") ?? undefined;
  return {
    ip: addressOf
      ? clientAddress(addressOf(headers) ?? undefined, undefined, 0)
      : clientAddress(socket ?? undefined, forwardedFor, trustedProxyHops),
    userAgent: headers.get("user-agent")?.slice(0, 512) ?? null,
    place: null,
    locale: requestedLocale(headers, locales),
  };
}
