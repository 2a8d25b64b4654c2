import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** A network between a program and its Postgres that can fall silent, as if a host were cut off. */
export interface Proxy {
  /** The database's URL through it. */
  url: string;
  /** How many connections were opened so far. */
  opened(): number;
  /** Stops passing data on the open connections, without closing any; new ones work. */
  silence(): void;
  /** Stops passing data on all connections, even new ones, until `resume`. */
  hold(): void;
  /** Passes on what was held back, and everything that follows. */
  resume(): void;
  close(): Promise<void>;
}

/** A proxy on a free port of 127.0.0.1 in front of the database that a URL names. */
export async function startProxy(databaseUrl: string): Promise<Proxy> {
  const target = new URL(databaseUrl);
  let holding = false;
  let opened = 0;
  const pairs = new Set<[Socket, Socket]>();

  const server = createServer((client) => {
    opened += 1;
    const upstream = connect(Number(target.port), target.hostname);
    const pair: [Socket, Socket] = [client, upstream];
    pairs.add(pair);
    for (const [from, to] of [pair, pair.toReversed() as [Socket, Socket]]) {
      from.on("error", () => {}).on("close", () => to.destroy());
      if (!holding) from.pipe(to);
    }
    client.once("close", () => pairs.delete(pair));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");

  const mute = (sockets: [Socket, Socket]) => {
    for (const socket of sockets) socket.unpipe().pause();
  };
  return {
    url: Object.assign(new URL(databaseUrl), {
      host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    }).href,
    opened: () => opened,
    silence: () => pairs.forEach(mute),
    hold() {
      holding = true;
      pairs.forEach(mute);
    },
    resume() {
      holding = false;
      for (const [client, upstream] of pairs) client.pipe(upstream).pipe(client);
    },
    async close() {
      server.close();
      for (const pair of pairs) for (const socket of pair) socket.destroy();
      await once(server, "close");
    },
  };
}
