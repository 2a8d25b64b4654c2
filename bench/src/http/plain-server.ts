import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createApiProcess } from "@watchword/api/api-process";
import { handleCall } from "@watchword/api/http";
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
const auth = createAuth({ database: databaseUrl, secret: SECRET, policy: POLICY });
const options = {
  process: createApiProcess({
    auth,
    limiter: postgresLimiter(auth),
    publicUrl,
    apps: [],
    onError: (error) => console.error(error),
  }),
  sessionCookie: sessionCookieFor(publicUrl),
};

const server = createServer(async (req, res) => {
  const { method = "", url = "", headers: given, socket } = req;
  if (url === "/api/health/live") {
    res.setHeader("content-type", "application/json").end('{"ok":true}');
    return;
  }
  const get = (name: string) => given[name]?.toString() ?? null;
  const client = { ip: socket.remoteAddress ?? null, userAgent: get("user-agent") };
  const { status, headers, body } = await handleCall(
    { method, url: publicUrl + url, headers: { get }, body: req },
    { ...options, client: { ...client, place: null, locale: null } },
  );
  res.statusCode = status;
  res.setHeaders(headers).end(body);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`Listens on port ${(server.address() as AddressInfo).port}`);
});
