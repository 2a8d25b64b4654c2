import { writeQuery } from "./address.ts";

/** A registered app's server, with the key that `apps:key` printed. */
export interface TrustedApp {
  id: string;
  /** On servers only: whoever has it can call in the name of any visitor. */
  key: string;
}

/** For whom an app's server calls: limits, budgets, mails and sessions are theirs. */
export interface Visitor {
  /** Their address, from the connection or from your own proxy. */
  ip: string;
  userAgent?: string;
  /** What their browser sent as `Accept-Language`. */
  locale?: string;
  /** A city and a country in words, if you know them. */
  place?: string;
}

/** What a trusted app's calls carry. Throws in a browser, which would give the key to everybody. */
export function trustedHeaders(
  app: TrustedApp | undefined,
  visitor: Visitor | null | undefined,
): Record<string, string> {
  if (app === undefined) {
    if (visitor)
      throw new TypeError("`visitor` needs `app`: only an app with a key can call for a visitor.");
    return {};
  }
  if ("document" in globalThis) throw new TypeError("An app's key belongs on a server only.");
  return {
    "x-watchword-app": app.id,
    "x-watchword-key": app.key,
    ...(visitor && { "x-watchword-forwarded": writeQuery({ ...visitor }) }),
  };
}

/** How to find out who visits an app's server. */
export interface VisitorSource {
  /** How many proxies of yours the request came through, each of which adds to `X-Forwarded-For`. */
  proxyHops: number;
  /** The connection's other end, if there is no proxy. */
  socketAddress?: string | undefined;
}

/** Longer ones are refused. */
const MAX_USER_AGENT = 512;
const MAX_LOCALE = 256;

/**
 * Who visits, for `visitor`. The address is the entry that the outermost of your proxies wrote, counted from the right,
 * because a visitor can write the others. Null if there are fewer entries, or that one isn't an address (`unknown`,
 * `unix:`): then calls count as your server's.
 */
export function visitorOf(
  { headers }: { headers: Pick<Headers, "get"> },
  { proxyHops, socketAddress }: VisitorSource,
): Visitor | null {
  const entries = (headers.get("x-forwarded-for") ?? "").split(",").map((entry) => entry.trim());
  const entry = proxyHops === 0 ? socketAddress : entries.filter(Boolean).at(-proxyHops);
  const ip = readAddress(entry ?? "");
  if (ip === null) return null;
  const userAgent = readable(headers.get("user-agent"), MAX_USER_AGENT);
  const locale = readable(headers.get("accept-language"), MAX_LOCALE);
  return { ip, ...(userAgent && { userAgent }), ...(locale && { locale }) };
}

/**
 * Leaves out what Watchword can't keep. A header's bytes are read one by one, so any letter may hide a control sign.
 */
function readable(text: string | null, maxLength: number): string | undefined {
  return text?.slice(0, maxLength).replaceAll(/[\p{Cc}\p{Cs}]/gu, "");
}

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;

/** Reads `[2001:db8::1]:443`, `203.0.113.7:5678` and `fe80::1%eth0`, as some proxies and sockets write them. */
function readAddress(entry: string): string | null {
  const text = entry.replaceAll('"', "");
  const bare = /^\[(.*)\](?::\d*)?$/.exec(text)?.[1] ?? text.replace(/^([\d.]+):\d*$/, "$1");
  const address = bare.replace(/%.*$/, "");
  const isAddress = address.includes(":")
    ? /^[\da-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]`)
    : IPV4.test(address);
  return isAddress ? address : null;
}
