import type { Client } from "@watchword/auth/client";
import { stringifySetCookie } from "cookie";
import { CAPTCHA_RESPONSE } from "../captcha.ts";
import type { ApiContext, ApiProcess } from "../context.ts";
import { admitRequest, type IncomingCall } from "./admit-request.ts";
import { type Answer, refusalAnswer } from "./answer.ts";
import { isAppOrigin, judgeOrigin } from "./cross-origin.ts";
import { createContext } from "./create-context.ts";
import { runCalls } from "./run-calls.ts";
import { CLEAR_SITE_DATA, presentedTransport, type SessionCookie } from "./session-cookie.ts";

export type { Answer, IncomingCall };

export interface HttpOptions
  extends
    Pick<ApiProcess, "auth" | "limiter" | "publicUrl" | "apps">,
    Partial<Pick<ApiProcess, "appsOf" | "captcha" | "observe">> {
  client: Client;
  sessionCookie: SessionCookie;
  /** The addresses of those who run this deployment, normalized; none by default. */
  operators?: readonly string[];
  /** The id under which its records are found; none by default. */
  requestId?: string | null;
  /** Is called with bugs; refusals are none. */
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
  const { auth, limiter, publicUrl, apps, onError, client, sessionCookie } = options;
  const process: ApiProcess = {
    auth,
    limiter,
    publicUrl,
    apps,
    appsOf: options.appsOf ?? (() => apps),
    onError,
    captcha: options.captcha ?? null,
    operators: new Set(options.operators),
    observe: options.observe ?? ((_path, run) => run()),
  };
  const { headers } = call;
  return createContext(process, sessionCookie, {
    headers,
    client,
    requestId: options.requestId ?? null,
    captchaResponse: headers.get(CAPTCHA_RESPONSE),
    fromClient: true,
    fromApp: isAppOrigin(call, options),
    transport: presentedTransport(headers),
    setCookie: (cookie) => answer.append("set-cookie", stringifySetCookie(cookie)),
    onSignOut: () => answer.set("clear-site-data", CLEAR_SITE_DATA),
  });
}
