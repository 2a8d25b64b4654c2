import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { handleTrpc } from "@watchword/api/http";
import { sessionCookieFor } from "@watchword/api/session-cookie";
import { createAuth } from "@watchword/auth";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { POLICY, SECRET } from "../contestants/prepared.ts";

/*
 * The same procedures behind Node's own HTTP server and nothing else: `node plain-server.ts <database>`
 * says where it listens.
 */

const [databaseUrl = ""] = process.argv.slice(2);
const publicUrl = "http://localhost";
const auth = createAuth({ databaseUrl, secret: SECRET, policy: POLICY });
const options = {
  auth,
  limiter: postgresLimiter(auth.db),
  publicUrl,
  sessionCookie: sessionCookieFor(publicUrl),
  apps: [],
  onError: (error: Error) => console.error(error),
};

const server = createServer(
  getRequestListener((request, { incoming }) => {
    if (request.url.endsWith("/api/health/live")) return Response.json({ ok: true });
    const ip = (incoming as HttpBindings["incoming"]).socket.remoteAddress ?? null;
    const userAgent = request.headers.get("user-agent");
    return handleTrpc(request, {
      ...options,
      client: { ip, userAgent, place: null, locale: null },
    });
  }),
);
server.listen(0, "127.0.0.1", () => {
  console.log(`Listens on port ${(server.address() as AddressInfo).port}`);
});
