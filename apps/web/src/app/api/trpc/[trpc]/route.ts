import { handleTrpc } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { getAuth } from "../../../../auth.ts";
import { getCaptcha } from "../../../../captcha/captcha.ts";
import { getConfig } from "../../../../config.ts";
import { REQUEST_ID } from "../../../../http/client-address.ts";
import { requestClient } from "../../../../http/request-client.ts";
import { getLimiter } from "../../../../limits/limiter.ts";
import { log } from "../../../../log.ts";
import { observeCall } from "../../../../telemetry/observe-call.ts";

function handle(request: Request): Promise<Response> {
  const { publicUrl, apps, operators } = getConfig();
  return handleTrpc(request, {
    auth: getAuth(),
    limiter: getLimiter(),
    captcha: getCaptcha(),
    client: requestClient(request.headers),
    publicUrl,
    apps,
    operators,
    sessionCookie: sessionCookieFor(publicUrl),
    requestId: request.headers.get(REQUEST_ID),
    observe: observeCall,
    onError: (error, path) => log.error({ err: error, path }, "A procedure failed"),
  });
}

export { handle as GET, handle as OPTIONS, handle as POST };
