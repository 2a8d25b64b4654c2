import { handleTrpc, type IncomingCall } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { getAuth } from "../auth.ts";
import { getCaptcha } from "../captcha/captcha.ts";
import { getConfig } from "../config.ts";
import { getLimiter } from "../limits/limiter.ts";
import { log } from "../log.ts";
import { observeCall } from "../telemetry/observe-call.ts";
import { REQUEST_ID } from "./client-address.ts";
import { requestClient } from "./request-client.ts";

/** Answers `/api/trpc/*`, whoever took the request: the server, or Next in development. */
export function answerCall(call: IncomingCall): Promise<Response> {
  const { publicUrl, apps, operators } = getConfig();
  return handleTrpc(call, {
    auth: getAuth(),
    limiter: getLimiter(),
    captcha: getCaptcha(),
    client: requestClient(call.headers),
    publicUrl,
    apps,
    operators,
    sessionCookie: sessionCookieFor(publicUrl),
    requestId: call.headers.get(REQUEST_ID),
    observe: observeCall,
    onError: (error, path) => log.error({ err: error, path }, "A procedure failed"),
  });
}
