import { type IncomingMessage, Server as HttpServer, type ServerResponse } from "node:http";
import { Server, type Socket } from "node:net";

// Preloaded before React Email's preview server, which takes no host and would answer the whole network.
const { listen } = Server.prototype;
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  const [port, ...rest] = args;
  const onLoopback = typeof port === "number" && typeof rest[0] !== "string";
  return Reflect.apply(listen, this, onLoopback ? [port, "127.0.0.1", ...rest] : args);
};

// Nor does it look at names: a page of another site could have its own name lead here (DNS rebinding).
const { emit } = HttpServer.prototype;
HttpServer.prototype.emit = function (
  this: HttpServer,
  event: string | symbol,
  ...args: unknown[]
) {
  const [req, to] = args as [IncomingMessage, ServerResponse | Socket];
  const isRequest = event === "request" || event === "upgrade";
  if (!isRequest || isOwn(req)) return Reflect.apply(emit, this, [event, ...args]);
  if ("writeHead" in to) to.writeHead(403).end("The previews are for this machine only.");
  else to.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
  return true;
};

/** Whether a request is for this machine by name, and from a page of it if from a page at all. */
function isOwn({ headers, socket }: IncomingMessage): boolean {
  const own = ["localhost", "127.0.0.1", "[::1]"].map((name) => `${name}:${socket.localPort}`);
  const { host = "", origin } = headers;
  if (!own.includes(host.toLowerCase())) return false;
  return origin === undefined || own.some((name) => origin === `http://${name}`);
}
