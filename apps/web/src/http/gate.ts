import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { RegisteredApp } from "@watchword/api/context";
import {
  CLIENT_IP,
  CLIENT_PLACE,
  FROM_HERE,
  GATE,
  REQUEST_ID,
  SHOWS_CAPTCHA,
  clientAddress,
} from "./client-address.ts";
import { clientPlace, type PlaceHeaders } from "./client-place.ts";
import { isDevelopers, isForThisMachine, isFromHere, isFromThisMachine } from "./own-machine.ts";
import { hasOtherName } from "./own-name.ts";
import { noteClient } from "./told-apart.ts";
import { securityHeaders } from "./security-headers.ts";

const METHODS = new Set(["GET", "HEAD", "POST", "OPTIONS"]);
/** Forms here hold a few short fields. */
const MAX_FORM_BYTES = 64 * 1024;

/** A request, as Node's server has it. */
export type Knock = Pick<IncomingMessage, "method" | "url"> & {
  /** Names and values in turn, as they came. */
  rawHeaders?: readonly string[];
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string | undefined; localPort?: number | undefined };
};

/** What becomes of its answer. */
export interface Reply {
  setHeader(name: string, value: string): unknown;
  writeHead(status: number, headers: Record<string, string>): { end(words: string): unknown };
}

export interface GateOptions {
  publicUrl: string;
  trustedProxyHops: number;
  /** Whose headers name a client's place; nobody's unless told. */
  placeHeaders: PlaceHeaders | null;
  development: boolean;
  /** Whether other machines may reach a development server. They may not unless told. */
  letsOthersIn?: boolean;
  /** Other apps that a hand-off may lead to. */
  apps: readonly RegisteredApp[];
  /** Where the captcha comes from that the page shows; null, and nothing may, where it shows none. */
  captchaOrigin?: string | null;
}

/**
 * What happens to every request before Next sees it: malformed URLs are answered, forms of other
 * origins refused, the caller's address stamped, the Host made ours (links and Next's own check of a
 * form's origin hang on it) and the security headers set. False where the answer is given already.
 */
export function passGate(req: Knock, res: Reply, options: GateOptions): boolean {
  if (namesTwoHosts(req)) return end(res, 400, "A request has one Host.");
  if (options.development && !isDevelopers(req, options)) {
    return end(
      res,
      403,
      "A development server answers its own machine only. See HOST in .env.example.",
    );
  }
  const publicUrl = new URL(options.publicUrl);
  const target = parseTarget(req.url ?? "/");
  if (target === null) return end(res, 400, "The address is malformed.");
  const { pathname } = target;

  if (!METHODS.has(req.method ?? "")) return end(res, 405, "This method isn't served.");

  const api = pathname.startsWith("/api/");
  const { origin } = req.headers;
  const safe = req.method !== "POST";
  if (!safe && !api && origin !== undefined && origin !== publicUrl.origin && !isOwnForm(req)) {
    return end(res, 403, `This form belongs to ${publicUrl.origin}.`);
  }
  if (safe && !api && isNavigation(req) && hasOtherName(req, publicUrl, options.trustedProxyHops)) {
    res.setHeader("Location", `${publicUrl.origin}${req.url ?? "/"}`);
    return end(res, 307, "");
  }
  if (!safe && !api && !isForm(req)) return end(res, 400, "Only forms are posted here.");
  if (pathname.startsWith("/dev/") && !(isForThisMachine(req) && isFromThisMachine(req))) {
    return end(res, 403, "The development mailbox answers on loopback alone.");
  }

  stampClient(req, options);
  const requestId = randomUUID();
  req.headers[REQUEST_ID] = requestId;
  req.headers[GATE] = "passed";
  res.setHeader(REQUEST_ID, requestId);
  req.headers.host = publicUrl.host;
  if (origin === "null") req.headers.origin = publicUrl.origin;
  const https = publicUrl.protocol === "https:";
  const headers = securityHeaders(target, {
    https,
    development: options.development,
    formTargets: options.apps.map((app) => app.origin),
    captchaOrigin: options.captchaOrigin ?? null,
  });
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  req.headers["content-security-policy"] = headers["Content-Security-Policy"];
  return true;
}

function stampClient(req: Knock, options: GateOptions): void {
  const fromHere = isFromHere(req);
  const forwardedFor = req.headers["x-forwarded-for"];
  const chain = Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor;
  const origin = {
    socketAddress: req.socket.remoteAddress,
    forwardedFor: chain,
    hops: options.trustedProxyHops,
  };
  const ip = clientAddress(origin.socketAddress, chain, origin.hops);
  // Health checks say nothing of the clients that limits are for.
  if (req.method === "POST") noteClient(origin, ip);
  const place = options.placeHeaders && clientPlace(readable(req.headers), options.placeHeaders);
  for (const name of [
    CLIENT_IP,
    CLIENT_PLACE,
    FROM_HERE,
    SHOWS_CAPTCHA,
    "x-forwarded-host",
    "x-forwarded-proto",
    "forwarded",
  ]) {
    delete req.headers[name];
  }
  if (ip !== null) req.headers[CLIENT_IP] = ip;
  if (place !== null) req.headers[CLIENT_PLACE] = encodeURIComponent(place);
  if (fromHere) req.headers[FROM_HERE] = "1";
  if (options.captchaOrigin) req.headers[SHOWS_CAPTCHA] = "1";
}

/** Node's headers; one that came twice is nobody's. */
function readable(headers: IncomingHttpHeaders): Pick<Headers, "get"> {
  return {
    get: (name) => {
      const value = headers[name];
      return typeof value === "string" ? value : null;
    },
  };
}

/** A request's target; null where it isn't one, or its path can't be decoded. */
function parseTarget(target: string): URL | null {
  if (!target.startsWith("/") || !URL.canParse(target, "http://self.invalid")) return null;
  const url = new URL(target, "http://self.invalid");
  try {
    decodeURIComponent(url.pathname);
    return url;
  } catch {
    return null;
  }
}

/**
 * Whether a body is what a page's form sends, and of a form's size: multipart, or plain text where a
 * script calls an action that has no fields.
 */
function isForm({ headers }: Knock): boolean {
  const bytes = Number(headers["content-length"]);
  const type = headers["content-type"] ?? "";
  const form = /^multipart\/form-data\s*;.*boundary=/i.test(type);
  const call = headers["next-action"] !== undefined && /^text\/plain\s*(;|$)/i.test(type);
  return (form || call) && bytes > 0 && bytes <= MAX_FORM_BYTES;
}

/** Node reads the first of them, others may read the last (RFC 9112, 3.2). */
function namesTwoHosts({ rawHeaders = [] }: Knock): boolean {
  const hosts = rawHeaders.filter((text, at) => at % 2 === 0 && text.toLowerCase() === "host");
  return hosts.length > 1;
}

/**
 * Whether a form without an origin is a page's of ours: a proxy that adds `Referrer-Policy: no-referrer`
 * hides the origin, and what browsers say of the site can't be said by a page of another.
 */
function isOwnForm({ headers }: Knock): boolean {
  return headers.origin === "null" && headers["sec-fetch-site"] === "same-origin";
}

function isNavigation(req: Knock): boolean {
  return req.headers.accept?.includes("text/html") ?? false;
}

function end(res: Reply, status: number, words: string): false {
  res.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(words);
  return false;
}
