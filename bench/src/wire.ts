import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** What has gone to and fro between clients and Postgres. */
export interface Traffic {
  /** Executions, of simple queries and extended ones. */
  statements: number;
  /** Times that Postgres said it was ready for more: somebody had waited for it. */
  roundTrips: number;
  /** Statements that Postgres parsed. */
  parses: number;
  bytes: number;
}

export interface CountingProxy {
  /** The same database, through the proxy. */
  url: string;
  traffic: Traffic;
  close(): Promise<void>;
}

/** Stands between clients and Postgres and counts the protocol's messages; passes everything on. */
export async function startCountingProxy(databaseUrl: string): Promise<CountingProxy> {
  const target = new URL(databaseUrl);
  const traffic: Traffic = { statements: 0, roundTrips: 0, parses: 0, bytes: 0 };
  const sockets = new Set<Socket>();
  const proxy = createServer((client) => {
    const server = connect(Number(target.port), target.hostname);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true).on("error", () => socket.destroy());
    }
    client
      .on(
        "data",
        readMessages(true, (type) => countAsked(traffic, type)),
      )
      .pipe(server);
    server
      .on(
        "data",
        readMessages(false, (type) => countAnswered(traffic, type)),
      )
      .pipe(client);
    for (const socket of [client, server])
      socket.on("data", (chunk: Buffer) => void (traffic.bytes += chunk.length));
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  const url = new URL(databaseUrl);
  url.port = String((proxy.address() as AddressInfo).port);
  return {
    url: url.href,
    traffic,
    async close() {
      proxy.close();
      for (const socket of sockets) socket.destroy();
      await once(proxy, "close");
    },
  };
}

function countAsked(traffic: Traffic, type: string): void {
  if (type === "Q" || type === "E") traffic.statements++;
  if (type === "Q" || type === "P") traffic.parses++;
}

function countAnswered(traffic: Traffic, type: string): void {
  if (type === "Z") traffic.roundTrips++;
}

/**
 * Tells the type of each message in a stream of chunks: a letter, then a length that counts itself. A
 * client's first message has no letter.
 */
function readMessages(isClient: boolean, tell: (type: string) => void): (chunk: Buffer) => void {
  let rest = Buffer.alloc(0);
  let typed = isClient ? 0 : 1;
  return (chunk) => {
    rest = Buffer.concat([rest, chunk]);
    while (rest.length >= typed + 4) {
      const end = typed + rest.readInt32BE(typed);
      if (rest.length < end) break;
      if (typed === 1) tell(String.fromCharCode(rest[0] ?? 0));
      rest = rest.subarray(end);
      typed = 1;
    }
  };
}
