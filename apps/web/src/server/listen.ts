import { once } from "node:events";
import { createServer, type Server } from "node:net";

const LOOPBACK = ["127.0.0.1", "::1"] as const;

/**
 * Makes a server listen where the environment says: at HOST if it is set, else at both loopback addresses in
 * development, and at all addresses in production.
 */
export async function listen(
  server: Server,
  { host, port, development }: { host: string | null; port: number; development: boolean },
): Promise<void> {
  if (host !== null || !development) {
    await listening(server, port, host ?? undefined);
    return;
  }
  await listening(server, port, LOOPBACK[0]);
  await listenBeside(server, port, LOOPBACK[1]);
}

/** A server has one address; connections to another come from a second one. Not every machine has IPv6. */
async function listenBeside(server: Server, port: number, host: string): Promise<void> {
  const second = createServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
    server.emit("connection", socket),
  );
  try {
    await listening(second, port, host);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EADDRNOTAVAIL" || code === "EAFNOSUPPORT") return;
    throw error;
  }
  server.once("close", () => second.close());
}

function listening(server: Server, port: number, host?: string): Promise<unknown> {
  server.listen(port, host);
  return once(server, "listening");
}
