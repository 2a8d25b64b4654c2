import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { clientAddress } from "@watchword/api/client-address";
import {
  CLIENT_IP,
  CLIENT_PLACE,
  FROM_HERE,
  GUARDED,
  REQUEST_ID,
  SHOWS_CAPTCHA,
} from "../client/guard-headers.ts";
import { clientPlace } from "../client/client-place.ts";
import { formTargetsOf } from "./form-targets.ts";
import { isFromHere } from "./own-machine.ts";
import { noteHostAsked, originAsked } from "./own-name.ts";
import { isOwnForm, MALFORMED, type Refusal, refusalOf } from "./refused-request.ts";
import { refusalHeaders, securityHeaders } from "./security-headers.ts";
import { noteClient } from "./indistinct-clients.ts";
import type { GuardedRequest, GuardOptions } from "./guarded-request.ts";

/** The parts of a response that the guard uses. */
export interface Reply {
  setHeader(name: string, value: string): unknown;
  writeHead(status: number, headers: Record<string, string>): { end(words: string): unknown };
}

/**
 * Handles every request before Next sees it: answers malformed URLs, refuses forms of other origins, notes the caller's
 * address, sets the security headers, and replaces the Host with the one of ours that was asked for. Links, the product
 * that is shown and Next's own check of a form's origin depend on that. False if the request is answered already.
 */
export function guardRequest(req: GuardedRequest, res: Reply, given: GuardOptions): boolean {
  const options = { ...given, publicUrl: originAsked(req, given) };
  const publicUrl = new URL(options.publicUrl);
  const https = publicUrl.protocol === "https:";
  setHeaders(res, refusalHeaders(https));
  const target = parseTarget(req.url ?? "/");
  const refusal = refusalOf(req, target, options);
  if (refusal || target === null) return end(res, refusal ?? MALFORMED);

  stampClient(req, options);
  const requestId = randomUUID();
  req.headers[REQUEST_ID] = requestId;
  req.headers[GUARDED] = "passed";
  res.setHeader(REQUEST_ID, requestId);
  req.headers.host = publicUrl.host;
  noteHostAsked(req, options.otherOrigins?.length ? publicUrl.host : null);
  if (isOwnForm(req)) req.headers.origin = publicUrl.origin;
  const headers = securityHeaders(target, {
    https,
    development: options.development,
    formTargets: formTargetsOf(options.apps),
    captchaOrigin: options.captchaOrigin ?? null,
  });
  setHeaders(res, headers);
  req.headers["content-security-policy"] = headers["Content-Security-Policy"];
  return true;
}

function stampClient(req: GuardedRequest, options: GuardOptions): void {
  const fromHere = isFromHere(req);
  const forwardedFor = req.headers["x-forwarded-for"];
  const chain = Array.isArray(forwardedFor) ? forwardedFor.join(",") : forwardedFor;
  const origin = {
    socketAddress: req.socket.remoteAddress,
    forwardedFor: chain,
    hops: options.trustedProxyHops,
  };
  const ip = clientAddress(origin.socketAddress, chain, origin.hops);
  // Health checks say nothing about the clients that limits are for.
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

/** Node's headers, without those that were sent twice. */
function readable(headers: IncomingHttpHeaders): Pick<Headers, "get"> {
  return {
    get: (name) => {
      const value = headers[name];
      return typeof value === "string" ? value : null;
    },
  };
}

/** A request's target; null if it isn't a valid one, or its path can't be decoded. */
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

function setHeaders(res: Reply, headers: Record<string, string>): void {
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
}

function end(res: Reply, { status, words, location }: Refusal): false {
  if (location !== undefined) res.setHeader("Location", location);
  res.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" }).end(words);
  return false;
}
