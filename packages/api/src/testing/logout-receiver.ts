import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { decodeJwt, type JWTPayload } from "jose";

/** An app's server that receives logouts. It verifies nothing. */
export interface LogoutReceiver {
  url: string;
  /** The tokens that came, with the type that they were posted as. */
  received: { token: string; claims: JWTPayload; type: string }[];
  /** Statuses of the next answers; then 204. */
  answers: number[];
  /** Whether it never answers. */
  holds: boolean;
  close(): Promise<void>;
}

export async function startLogoutReceiver(port = 0): Promise<LogoutReceiver> {
  const server = createServer(async (req, res) => {
    const token = new URLSearchParams(await text(req)).get("logout_token") ?? "";
    const type = req.headers["content-type"] ?? "";
    const claims = token === "" ? {} : decodeJwt(token);
    receiver.received.push({ token, claims, type });
    if (receiver.holds) return;
    res.writeHead(receiver.answers.shift() ?? 204, { location: "/elsewhere" }).end();
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const receiver: LogoutReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/logout?key=of-the-app`,
    received: [],
    answers: [],
    holds: false,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
  return receiver;
}
