import type { AuthContext } from "@watchword/auth";
import type { Client } from "@watchword/auth/client";
import type { Limiter } from "@watchword/auth/rate-limit";
import { type SetCookie, stringifySetCookie } from "cookie";
import { CAPTCHA_RESPONSE, type JudgeCaptcha } from "../captcha.ts";
import type { ApiContext, Observe, RegisteredApp } from "../context.ts";
import { admitRequest, type IncomingCall } from "./admit-request.ts";
import { type Answer, refusalAnswer } from "./answer.ts";
import { isAppOrigin, judgeOrigin } from "./cross-origin.ts";
import { runCalls } from "./run-calls.ts";
import {
  CLEAR_SITE_DATA,
  deviceSetCookie,
  presentedTransport,
  readDeviceCookie,
  readSessionSecret,
  type SessionCookie,
  sessionSetCookie,
} from "./session-cookie.ts";

export type { Answer, IncomingCall };

export interface HttpOptions {
  auth: AuthContext;
  limiter: Limiter;
  /** By default no captcha is asked for. */
  captcha?: JudgeCaptcha | null;
  client: Client;
  /** The origin that browsers call from; those of `apps` may too, with a bearer token. */
  publicUrl: string;
  sessionCookie: SessionCookie;
  apps: readonly RegisteredApp[];
  /** The addresses of those who run this deployment, normalized; none by default. */
  operators?: readonly string[];
  /** The id under which its records are found; none by default. */
  requestId?: string | null;
  /** Sees every call of a known procedure; nothing does by default. */
  observe?: Observe;
  /** Told of bugs; refusals aren't. */
  onError: (error: Error, path: string | undefined) => void;
}

/** Answers `/api/trpc/*`. Odd requests are refused in the contract's words before a procedure runs. */
export async function handleTrpc(call: IncomingCall, options: HttpOptions): Promise<Answer> {
  const origin = judgeOrigin(call, options);
  const answer = origin.ok ? await answerCall(call, options) : forbidden();
  for (const [name, value] of Object.entries(origin.headers)) answer.headers.append(name, value);
  return answer;
}

function forbidden(): Answer {
  return refusalAnswer(403, "FORBIDDEN", { reason: "FORBIDDEN" });
}

async function answerCall(call: IncomingCall, options: HttpOptions): Promise<Answer> {
  const headers = new Headers();
  if (call.method === "OPTIONS") return { status: 204, headers, body: null };
  const admitted = await admitRequest(call);
  if (!admitted.ok) return admitted.answer;
  if (call.method === "HEAD") return { status: 204, headers, body: null };
  return runCalls(admitted.asked, contextOf(call, options, headers), headers);
}

function contextOf(call: IncomingCall, options: HttpOptions, answer: Headers): ApiContext {
  const { headers } = call;
  const { sessionCookie } = options;
  return {
    auth: options.auth,
    limiter: options.limiter,
    captcha: options.captcha ?? null,
    captchaResponse: headers.get(CAPTCHA_RESPONSE),
    client: { ...options.client, deviceCookie: readDeviceCookie(headers, sessionCookie) },
    publicUrl: options.publicUrl,
    apps: options.apps,
    operators: new Set(options.operators),
    requestId: options.requestId ?? null,
    observe: options.observe ?? ((_path, run) => run()),
    onError: options.onError,
    fromClient: true,
    fromApp: isAppOrigin(call, options),
    sessionSecret: readSessionSecret(headers, sessionCookie),
    transport: presentedTransport(headers),
    setSessionCookie(secret) {
      setCookie(answer, sessionSetCookie(sessionCookie, secret));
      if (secret === null) answer.set("clear-site-data", CLEAR_SITE_DATA);
    },
    setDeviceCookie: (value) => setCookie(answer, deviceSetCookie(sessionCookie, value)),
  };
}

function setCookie(headers: Headers, cookie: SetCookie): void {
  headers.append("set-cookie", stringifySetCookie(cookie));
}
