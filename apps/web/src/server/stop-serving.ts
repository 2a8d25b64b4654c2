import { once } from "node:events";
import type { Server, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How long requests may take to arrive that were on their way when the process was asked to stop. */
const COMES_WITHIN_MS = 250;
/** Longer than a call waits for a database that answers. */
const ANSWERS_WITHIN_MS = 7_500;

/**
 * Answers a function that stops a server without cutting off requests under way. From then on each answer closes its
 * connection; then no new connections are taken, and idle ones end at once.
 */
export function stoppingServer(server: Server): () => Promise<void> {
  const connections = new Set<Socket>();
  const underWay = new Set<ServerResponse>();
  let stopping = false;

  server.on("connection", (socket: Socket) => {
    connections.add(socket);
    socket.once("close", () => connections.delete(socket));
  });
  server.prependListener("request", (_req, res: ServerResponse) => {
    underWay.add(res);
    res.once("close", () => underWay.delete(res));
    if (stopping) res.setHeader("Connection", "close");
  });

  function endConnections(but: ReadonlySet<Socket> = new Set()): void {
    for (const socket of connections) if (!but.has(socket)) socket.destroy();
  }

  return async () => {
    stopping = true;
    for (const res of underWay) if (!res.headersSent) res.setHeader("Connection", "close");
    await sleep(COMES_WITHIN_MS);
    server.close();
    endConnections(new Set([...underWay].map(({ req }) => req.socket)));
    setTimeout(endConnections, ANSWERS_WITHIN_MS).unref();
    await once(server, "close");
  };
}
