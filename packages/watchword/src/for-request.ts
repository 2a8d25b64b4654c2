import { createContext, type ReceivedCall } from "@watchword/api/create-context";
import {
  appOfOrigin,
  FOREIGN_ORIGIN,
  judgeOrigin,
  withoutCookies,
} from "@watchword/api/cross-origin";
import { RefusalError } from "@watchword/api/refusal";
import { createCaller } from "@watchword/api/router";
import { CLEAR_SITE_DATA, presentedTransport } from "@watchword/api/session-cookie";
import { HookError } from "@watchword/auth/hooks";
import { stringifySetCookie } from "cookie";
import type { Core } from "./core.ts";
import { clientOf, headersOf, type Incoming, methodOf } from "./incoming.ts";
import { explained } from "./not-migrated.ts";

/** The procedures of the contract, called in process. A refused call rejects with an error that `refusalOf` reads. */
export type Procedures = ReturnType<typeof createCaller>;

/** Sets a cookie in a response: its name, its value and its attributes. */
export type SetCookie = Parameters<ReceivedCall["setCookie"]>[0];

/** The procedures for one request, and the headers that its response needs. */
export interface ForRequest {
  api: Procedures;
  /** The headers that the response must contain after the calls: cookies, unless the options take them. */
  headers: Headers;
}

/** How the response gets its headers; without either they are collected in `headers`. */
export interface ForRequestOptions {
  /** Adds a header to the response. */
  setHeader?: (name: string, value: string) => void;
  /** Sets a cookie in the response, if the framework has its own way. */
  setCookie?: (cookie: SetCookie) => void;
}

/**
 * The procedures for the visitor who makes a request, with their limits, session and cookies. Throws `FORBIDDEN` for a
 * request that a page of another origin makes, unless a registered app has that origin.
 */
export function forRequest(
  { site, options }: Core,
  incoming: Incoming,
  { setHeader, setCookie }: ForRequestOptions = {},
): ForRequest {
  const given = headersOf(incoming);
  const fromApp = appOfOrigin({ headers: given }, site.process);
  // The cookies of this origin don't count for an app's page on another one.
  const received = fromApp ? withoutCookies(given) : given;
  if (!judgeOrigin({ headers: received, method: methodOf(incoming) }, site.process).ok)
    throw new RefusalError(FOREIGN_ORIGIN);
  const headers = new Headers();
  const set = setHeader ?? ((name, value) => headers.append(name, value));
  const context = createContext(site.process, site.sessionCookie, {
    headers: received,
    client: clientOf(incoming, options),
    requestId: null,
    captchaResponse: received.get("x-captcha-response"),
    fromClient: false,
    fromApp,
    appServer: null,
    transport: fromApp ? "token" : presentedTransport(received),
    setCookie: setCookie ?? ((cookie) => set("set-cookie", stringifySetCookie(cookie))),
    onSignOut: () => set("clear-site-data", CLEAR_SITE_DATA),
  });
  const api = createCaller(context, {
    onError: ({ error, path = "" }) => {
      // The caller learns that the call was refused, but not by what.
      if (error.cause instanceof HookError) context.onError(error.cause, path);
      // tRPC makes the call reject with what is thrown here.
      const inWords = explained(error);
      if (inWords !== error) throw inWords;
    },
  });
  return { api, headers };
}
