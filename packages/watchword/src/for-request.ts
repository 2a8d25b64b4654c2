import { createContext, type ReceivedCall } from "@watchword/api/create-context";
import { judgeOrigin } from "@watchword/api/cross-origin";
import { RefusalError } from "@watchword/api/refusal";
import { createCaller } from "@watchword/api/router";
import { CLEAR_SITE_DATA, presentedTransport } from "@watchword/api/session-cookie";
import { stringifySetCookie } from "cookie";
import type { Core } from "./core.ts";
import { clientOf, headersOf, type Incoming } from "./incoming.ts";

/** The procedures of the contract, called in process. Each rejects with an error that `refusalOf` reads. */
export type Procedures = ReturnType<typeof createCaller>;

export type SetCookie = Parameters<ReceivedCall["setCookie"]>[0];

export interface ForRequest {
  api: Procedures;
  /** What the answer's headers must hold after the calls: cookies. Empty where `setCookie` took them. */
  headers: Headers;
}

export interface ForRequestOptions {
  /** Sets a cookie in the answer, where a framework wants to do it by itself. */
  setCookie?: (cookie: SetCookie) => void;
}

/**
 * The procedures for the visitor who makes a request, with their limits, session and cookies. Throws `FORBIDDEN` for a
 * request that a page of another origin makes.
 */
export function forRequest(
  { site, options }: Core,
  incoming: Incoming,
  { setCookie }: ForRequestOptions = {},
): ForRequest {
  const received = headersOf(incoming);
  const method = "method" in incoming ? (incoming.method ?? "GET") : "GET";
  if (!judgeOrigin({ headers: received, method }, site.process).ok)
    throw new RefusalError({ reason: "FORBIDDEN" });
  const headers = new Headers();
  const context = createContext(site.process, site.sessionCookie, {
    headers: received,
    client: clientOf(incoming, options),
    requestId: null,
    captchaResponse: received.get("x-captcha-response"),
    fromClient: false,
    fromApp: false,
    transport: presentedTransport(received),
    setCookie: setCookie ?? ((cookie) => headers.append("set-cookie", stringifySetCookie(cookie))),
    onSignOut: () => headers.set("clear-site-data", CLEAR_SITE_DATA),
  });
  return { api: createCaller(context), headers };
}
