import { handleTrpc } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { getAuth } from "../../../../auth.ts";
import { getConfig } from "../../../../config.ts";
import { requestClient } from "../../../../http/request-client.ts";
import { log } from "../../../../log.ts";

function handle(request: Request): Promise<Response> {
  const { publicUrl, apps } = getConfig();
  return handleTrpc(request, {
    auth: getAuth(),
    client: requestClient(request.headers),
    publicUrl,
    apps,
    sessionCookie: sessionCookieFor(publicUrl),
    onError: (error, path) => log.error({ err: error, path }, "A procedure failed"),
  });
}

export { handle as GET, handle as OPTIONS, handle as POST };
