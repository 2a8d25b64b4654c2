import { openApiDocument } from "@watchword/api/openapi";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { getConfig } from "../../../config.ts";

export const dynamic = "force-dynamic";

/** The API for callers without TypeScript. The same for everybody, so any page may read it. */
export function GET(): Response {
  const { publicUrl } = getConfig();
  const cookieName = sessionCookieFor(publicUrl).name;
  return Response.json(openApiDocument({ publicUrl, cookieName }), {
    headers: { "access-control-allow-origin": "*", "cache-control": "public, max-age=300" },
  });
}
