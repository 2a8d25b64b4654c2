import type { Observe } from "@watchword/api/context";
import { type Answer, handleCall, type HttpOptions, type IncomingCall } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { processOfHost } from "../caller/process-of-host.ts";
import { getConfig } from "../environment/config.ts";
import { readApps } from "../products/known-apps.ts";
import { log } from "../log/log.ts";
import { observeCall } from "../telemetry/observe-call.ts";
import { requestIdOf } from "../client/guard-headers.ts";
import { requestClient } from "../caller/request-client.ts";

/** Answers `/api/trpc/*` and `/api/v1/*`, for the server or, in development and in functions, for Next. */
export async function answerCall(
  call: IncomingCall,
  observe: Observe = observeCall,
): Promise<Answer> {
  await readApps();
  return handleCall(call, httpOptions(call, observe));
}

/** What the handlers of `packages/api` get about this process and the caller of a request. */
export function httpOptions(
  { headers }: Pick<IncomingCall, "headers">,
  observe: Observe,
): HttpOptions {
  const config = getConfig();
  return {
    process: processOfHost(headers.get("host"), {
      observe,
      onError: (error, path) => log.error({ err: error, path }, "A procedure failed"),
    }),
    client: requestClient(headers, config),
    sessionCookie: sessionCookieFor(config.publicUrl),
    requestId: requestIdOf(headers),
  };
}
