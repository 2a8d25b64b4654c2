import { Server } from "node:net";

// Preloaded before React Email's preview server, which takes no host and would answer to the whole
// network.
const { listen } = Server.prototype;
Server.prototype.listen = function (this: Server, ...args: unknown[]) {
  const [port, ...rest] = args;
  const onLoopback = typeof port === "number" && typeof rest[0] !== "string";
  return Reflect.apply(listen, this, onLoopback ? [port, "127.0.0.1", ...rest] : args);
};
