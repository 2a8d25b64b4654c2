import type { IncomingMessage, ServerResponse } from "node:http";
import { CLIENT_IP, CLIENT_PLACE, clientAddress, clientPlace } from "./client-address.ts";
import { isLoopback } from "./loopback.ts";
import { securityHeaders } from "./security-headers.ts";

export interface GateOptions {
  publicUrl: string;
  trustedProxyHops: number;
  development: boolean;
}

/**
 * What happens to every request before Next sees it: malformed URLs are answered, forms of other
 * origins refused, the caller's address stamped, the Host made ours (links and Next's own check of a
 * form's origin hang on it) and the security headers set. False where the answer is given already.
 */
export function passGate(req: IncomingMessage, res: ServerResponse, options: GateOptions): boolean {
  const publicUrl = new URL(options.publicUrl);
  const pathname = pathOf(req.url ?? "/");
  if (pathname === null) return end(res, 400, "The address is malformed.");

  const api = pathname.startsWith("/api/");
  const { origin } = req.headers;
  const safe = req.method === "GET" || req.method === "HEAD";
  if (!safe && !api && origin !== undefined && origin !== publicUrl.origin) {
    return end(res, 403, `This form belongs to ${publicUrl.origin}.`);
  }
  if (safe && !api && isNavigation(req) && req.headers.host !== publicUrl.host) {
    res.setHeader("Location", `${publicUrl.origin}${req.url ?? "/"}`);
    return end(res, 307, "");
  }
  if (pathname.startsWith("/dev/") && !isLoopback(hostnameOf(req))) {
    return end(res, 403, "The development mailbox answers on loopback alone.");
  }

  stampClient(req, options.trustedProxyHops);
  req.headers.host = publicUrl.host;
  const https = publicUrl.protocol === "https:";
  const headers = securityHeaders(pathname, { https, development: options.development });
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  req.headers["content-security-policy"] = headers["Content-Security-Policy"];
  return true;
}

function stampClient(req: IncomingMessage, hops: number): void {
  const forwardedFor = req.headers["x-forwarded-for"];
  const chain = Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor;
  const ip = clientAddress(req.socket.remoteAddress, chain, hops);
  const place = clientPlace(req.headers, hops);
  for (const name of [
    CLIENT_IP,
    CLIENT_PLACE,
    "x-forwarded-host",
    "x-forwarded-proto",
    "forwarded",
  ]) {
    delete req.headers[name];
  }
  if (ip !== null) req.headers[CLIENT_IP] = ip;
  if (place !== null) req.headers[CLIENT_PLACE] = encodeURIComponent(place);
}

/** The path of a request's target; null where it isn't one, or can't be decoded. */
function pathOf(target: string): string | null {
  if (!target.startsWith("/") || !URL.canParse(target, "http://self.invalid")) return null;
  const { pathname } = new URL(target, "http://self.invalid");
  try {
    decodeURIComponent(pathname);
    return pathname;
  } catch {
    return null;
  }
}

function hostnameOf({ headers: { host = "" } }: IncomingMessage): string {
  return URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : "";
}

function isNavigation(req: IncomingMessage): boolean {
  return req.headers.accept?.includes("text/html") ?? false;
}

function end(res: ServerResponse, status: number, words: string): false {
  res.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(words);
  return false;
}
