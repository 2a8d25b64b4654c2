import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";
import pg from "pg";
import { onTestFinished } from "vitest";

const CONNECTIONS = 12;

/** To whoever connects: let in, and ready. */
const WELCOME = Buffer.from("5200000008000000005a0000000549", "hex");
const READY = "Z".charCodeAt(0);
const GOODBYE = "X".charCodeAt(0);
const IDLE = "I".charCodeAt(0);

/**
 * A pooler in transaction mode, as PgBouncer is one, until the test ends: each transaction goes to another of its
 * connections. Answers the database's URL through it.
 */
export async function startPooler(databaseUrl: string): Promise<string> {
  const free = await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const client = new pg.Client({ connectionString: databaseUrl });
      client.on("error", () => {});
      await client.connect();
      onTestFinished(() => void client.connection.stream.destroy());
      return client.connection.stream.removeAllListeners("data") as Socket;
    }),
  );
  const server = createServer((client) => serve(client, free)).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const url = Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` });
  url.searchParams.set("pgbouncer", "true");
  return url.href;
}

function serve(client: Socket, free: Socket[]): void {
  let held: Socket | undefined;
  let pending = Buffer.alloc(0);
  const pass = (chunk: Buffer) => {
    client.write(chunk);
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 5 && pending.length > pending.readInt32BE(1)) {
      const message = pending.subarray(0, pending.readInt32BE(1) + 1);
      pending = pending.subarray(message.length);
      if (message[0] === READY && message[5] === IDLE) giveBack();
    }
  };
  const giveBack = () => {
    if (held) free.push(held.off("data", pass));
    held = undefined;
  };
  client.on("error", () => {});
  // What was begun ends with whoever began it.
  client.on("close", () => held?.destroy());
  client.once("data", () => {
    client.write(WELCOME);
    client.on("data", (chunk: Buffer) => {
      if (chunk[0] === GOODBYE) return client.end();
      held ??= free.shift()?.on("data", pass);
      if (held) held.write(chunk);
      else client.destroy(new Error("No connection is free"));
    });
  });
}
