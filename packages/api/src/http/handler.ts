import type { Client } from "@watchword/auth/client";
import { stringifySetCookie } from "cookie";
import { CAPTCHA_RESPONSE } from "../captcha.ts";
import type { ApiContext, ApiProcess, RegisteredApp } from "../context.ts";
import { admitRequest, type IncomingCall } from "./admit-request.ts";
import { type Answer, answerEnds } from "./answer.ts";
import { appOfOrigin, FOREIGN_ORIGIN, judgeOrigin, withoutCookies } from "./cross-origin.ts";
import { createContext } from "./create-context.ts";
import { type Envelope, refuseRequest } from "./envelope.ts";
import { restEnvelope } from "./rest-envelope.ts";
import { runCalls } from "./run-calls.ts";
import { CLEAR_SITE_DATA, presentedTransport, type SessionCookie } from "./session-cookie.ts";
import { trpcEnvelope } from "./trpc-envelope.ts";
import { trustedCaller } from "./trusted-caller.ts";

export type { Answer, IncomingCall };

/** The process that answers a call, and what its connection says of the caller. */
export interface HttpOptions {
  process: ApiProcess;
  /** Who makes the call, as far as the connection shows. */
  client: Client;
  sessionCookie: SessionCookie;
  /** The id under which its records are found; none by default. */
  requestId?: string | null;
}

/**
 * Answers `/api/trpc/*` and `/api/v1/*`. Odd requests are refused in the contract's words before a procedure
 * runs.
 */
export async function handleCall(call: IncomingCall, options: HttpOptions): Promise<Answer> {
  const { pathname } = new URL(call.url);
  const envelope = pathname.startsWith(restEnvelope.endpoint) ? restEnvelope : trpcEnvelope;
  const origin = judgeOrigin(call, options.process);
  const answer = origin.ok ? await answerCall(call, envelope, options) : forbidden(envelope);
  for (const [name, value] of Object.entries(origin.headers)) answer.headers.append(name, value);
  return answer;
}

function forbidden(envelope: Envelope): Answer {
  return answerEnds(envelope, [refuseRequest("FORBIDDEN", FOREIGN_ORIGIN)]);
}

async function answerCall(
  call: IncomingCall,
  envelope: Envelope,
  options: HttpOptions,
): Promise<Answer> {
  const headers = new Headers();
  if (call.method === "OPTIONS") return { status: 204, headers, body: null };
  const asked = await admitRequest(call, envelope);
  if ("error" in asked)
    return answerEnds(envelope, [asked], { headers: new Headers(asked.headers) });
  if (call.method === "HEAD") return { status: 204, headers, body: null };
  const { auth, limiter, apps } = options.process;
  const asConnected = { auth, limiter, apps, client: options.client };
  const caller = await trustedCaller(call.headers, asConnected);
  if ("error" in caller) return answerEnds(envelope, [caller]);
  const ends = await runCalls(asked, contextOf(call, { ...options, ...caller }, headers));
  return answerEnds(envelope, ends, { isBatch: asked.isBatch, headers });
}

/** The context of the calls in a request; it sets cookies in the answer's headers. */
export function contextOf(
  call: Pick<IncomingCall, "headers">,
  options: HttpOptions & { appServer?: RegisteredApp | null },
  answer: Headers,
): ApiContext {
  const { process, client, sessionCookie } = options;
  const fromApp = appOfOrigin(call, process);
  const headers = fromApp ? withoutCookies(call.headers) : call.headers;
  return createContext(process, sessionCookie, {
    headers,
    client,
    requestId: options.requestId ?? null,
    captchaResponse: headers.get(CAPTCHA_RESPONSE),
    fromClient: true,
    fromApp,
    appServer: options.appServer ?? null,
    transport: fromApp ? "token" : presentedTransport(headers),
    setCookie: (cookie) => answer.append("set-cookie", stringifySetCookie(cookie)),
    onSignOut: () => answer.set("clear-site-data", CLEAR_SITE_DATA),
  });
}
