import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { AuthContext } from "@watchword/auth";
import type { Client } from "@watchword/auth/client";
import type { Limiter } from "@watchword/auth/rate-limit";
import { type SetCookie, stringifySetCookie } from "cookie";
import { CAPTCHA_RESPONSE, type JudgeCaptcha } from "../captcha.ts";
import type { Observe, RegisteredApp } from "../context.ts";
import { toRefusal } from "../refusal.ts";
import { appRouter } from "../router.ts";
import { admitRequest, type IncomingCall } from "./admit-request.ts";
import { isAppOrigin, judgeOrigin } from "./cross-origin.ts";
import { refusalResponse } from "./refusal-response.ts";
import {
  deviceSetCookie,
  presentedTransport,
  readDeviceCookie,
  readSessionSecret,
  type SessionCookie,
  sessionSetCookie,
} from "./session-cookie.ts";

export type { IncomingCall };

const ENDPOINT = "/api/trpc";
const MAX_CALLS = 10;

export interface HttpOptions {
  auth: AuthContext;
  limiter: Limiter;
  /** Nobody is asked to show that they are a person unless told. */
  captcha?: JudgeCaptcha | null;
  client: Client;
  /** The origin that browsers call from; those of `apps` may too, with a bearer token. */
  publicUrl: string;
  sessionCookie: SessionCookie;
  apps: readonly RegisteredApp[];
  /** The addresses of those who run this deployment, normalized; nobody's unless told. */
  operators?: readonly string[];
  /** By which its records are found; none unless told. */
  requestId?: string | null;
  /** Sees every call of a procedure that there is; nobody does unless told. */
  observe?: Observe;
  /** Told of bugs; refusals aren't. */
  onError: (error: Error, path: string | undefined) => void;
}

/** Answers `/api/trpc/*`. Odd requests are refused in the contract's words before a procedure runs. */
export async function handleTrpc(call: IncomingCall, options: HttpOptions): Promise<Response> {
  const origin = judgeOrigin(call, options);
  const response = origin.ok ? await answer(call, options) : forbidden();
  for (const [name, value] of Object.entries(origin.headers)) response.headers.append(name, value);
  return response;
}

function forbidden(): Response {
  return refusalResponse(403, "FORBIDDEN", { reason: "FORBIDDEN" });
}

async function answer(call: IncomingCall, options: HttpOptions): Promise<Response> {
  if (call.method === "OPTIONS") return new Response(null, { status: 204 });
  const request = await admitRequest(call);
  if (request instanceof Response) return request;
  return fetchRequestHandler({
    endpoint: ENDPOINT,
    req: request,
    router: appRouter,
    allowMethodOverride: true,
    maxBatchSize: MAX_CALLS,
    createContext: ({ resHeaders }) => ({
      auth: options.auth,
      limiter: options.limiter,
      captcha: options.captcha ?? null,
      captchaResponse: request.headers.get(CAPTCHA_RESPONSE),
      client: {
        ...options.client,
        deviceCookie: readDeviceCookie(request.headers, options.sessionCookie),
      },
      apps: options.apps,
      operators: new Set(options.operators),
      requestId: options.requestId ?? null,
      observe: options.observe ?? ((_path, run) => run()),
      onError: options.onError,
      fromClient: true,
      fromApp: isAppOrigin(request, options),
      sessionSecret: readSessionSecret(request.headers, options.sessionCookie),
      transport: presentedTransport(request.headers),
      setSessionCookie: (secret) =>
        setCookie(resHeaders, sessionSetCookie(options.sessionCookie, secret)),
      setDeviceCookie: (value) =>
        setCookie(resHeaders, deviceSetCookie(options.sessionCookie, value)),
    }),
    responseMeta({ errors }) {
      const waits = errors.map((error) => toRefusal(error)?.retryAfterMs ?? 0);
      const seconds = Math.ceil(Math.max(0, ...waits) / 1000);
      const headers = new Headers({ "cache-control": "no-store" });
      if (seconds > 0) headers.set("retry-after", String(seconds));
      return { headers };
    },
    onError({ error, path }) {
      if (!toRefusal(error)) options.onError(error.cause ?? error, path);
    },
  });
}

function setCookie(headers: Headers, cookie: SetCookie): void {
  headers.append("set-cookie", stringifySetCookie(cookie));
}
