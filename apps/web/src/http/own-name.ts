import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isPrivateAddress } from "@watchword/api/loopback";
import { log } from "../log/log.ts";

/** How a request names us, and which proxy passes it on. */
export interface Named {
  headers: IncomingHttpHeaders;
  url?: string | undefined;
  socket: { remoteAddress?: string | undefined };
}

/**
 * A browser that was redirected to our own name this often and still uses another comes through a proxy that rewrites
 * it.
 */
const LOOPS_FROM = 3;
const WITHIN_MS = 10_000;
const MAX_KEPT = 200;

const led = new Map<string, { times: number; at: number }>();
/** Hosts under which a proxy passes requests on. */
const proxied = new Set<string>();

/**
 * Whether a page was asked for under a name that isn't ours. Proxies write what they like into Host, so behind a proxy
 * that is counted, only its X-Forwarded-Host counts. A proxy that isn't counted is noticed because browsers come back
 * after being redirected here.
 */
export function hasOtherName(req: Named, publicUrl: URL, trustedProxyHops: number): boolean {
  const named = nameAsked(req, trustedProxyHops);
  if (named === null) return trustedProxyHops === 0;
  if (named === publicUrl.host || named === publicUrl.hostname || proxied.has(named)) return false;
  return !isLoop(req, named);
}

/** The name that was asked for; null if that isn't known. */
function nameAsked({ headers }: Pick<Named, "headers">, trustedProxyHops: number): string | null {
  const host = trustedProxyHops > 0 ? headers["x-forwarded-host"] : headers.host;
  if (typeof host !== "string" || host.includes(",")) return null;
  // Proxies add the port that they listen on; the scheme's default port is dropped.
  return host
    .trim()
    .toLowerCase()
    .replace(/:(80|443)?$/, "");
}

/** The header that Next passes on when it requests, by the first host, the page that an action leads to. */
const ASKED = "x-watchword-asked";
/** Nobody else knows it. */
const OF_THIS_PROCESS = randomUUID();

/** Notes which of our hosts a request is for, if there are several. */
export function noteHostAsked({ headers }: Pick<Named, "headers">, host: string | null): void {
  if (host === null) delete headers[ASKED];
  else headers[ASKED] = `${OF_THIS_PROCESS} ${host}`;
}

/** The origin of ours that was asked for, by its host; the first if it is none of them. */
export function originAsked(
  req: Pick<Named, "headers">,
  options: {
    publicUrl: string;
    otherOrigins?: readonly string[];
    trustedProxyHops: number;
  },
): string {
  const { publicUrl, otherOrigins = [], trustedProxyHops } = options;
  if (otherOrigins.length === 0) return publicUrl;
  const [by, noted] = String(req.headers[ASKED] ?? "").split(" ");
  const named = by === OF_THIS_PROCESS ? noted : nameAsked(req, trustedProxyHops);
  return otherOrigins.find((origin) => new URL(origin).host === named) ?? publicUrl;
}

function isLoop({ url, socket }: Named, host: string): boolean {
  if (!isPrivateAddress(socket.remoteAddress)) return false;
  if (led.size >= MAX_KEPT) led.clear();
  const key = `${host} ${url}`;
  const before = led.get(key);
  const goesOn = before !== undefined && performance.now() - before.at < WITHIN_MS;
  const times = goesOn ? before.times + 1 : 1;
  led.set(key, { times, at: goesOn ? before.at : performance.now() });
  if (times <= LOOPS_FROM) return false;
  if (proxied.size >= MAX_KEPT) proxied.clear();
  proxied.add(host);
  log.warn(
    { host },
    "A proxy passes requests on under a Host that isn't PUBLIC_URL's; set TRUSTED_PROXY_HOPS",
  );
  return true;
}
