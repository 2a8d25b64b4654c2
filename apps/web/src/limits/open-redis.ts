import { createHash } from "node:crypto";
import { createClient } from "@redis/client";
import { Redis, type Requester, type UpstashRequest } from "@upstash/redis";

export interface OpenRedis {
  redis: Redis;
  close(): void;
}

/** Upstash's Redis, by its REST API. */
export function openUpstash({ url, token }: { url: string; token: string }): OpenRedis {
  const redis = new Redis({
    url,
    token,
    // One that goes on a little after nobody waits any more leaves a warm connection behind.
    signal: () => AbortSignal.timeout(2_000),
    // Each try would be counted.
    retry: { retries: 0 },
    enableAutoPipelining: false,
    enableTelemetry: false,
  });
  return { redis, close: () => {} };
}

/** A Redis by TCP. It is connected to again for as long as it takes, and no call waits for that. */
export function openRedis(url: string): OpenRedis {
  const client = createClient({
    url,
    RESP: 2,
    disableOfflineQueue: true,
    // A server that hangs is noticed, and a connection that a proxy dropped too.
    pingInterval: 5_000,
    socket: {
      connectTimeout: 2_000,
      socketTimeout: 10_000,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** retries, 2_000),
    },
  });
  let problem: Error | null = null;
  client.on("error", (error: Error) => (problem = error));
  const connecting = client.connect();
  connecting.catch(() => {});
  const send = async (command: string[]) => {
    if (problem !== null && !client.isReady) throw problem;
    await connecting;
    return client.sendCommand(command);
  };
  return { redis: new Redis(plainRequester(send)), close: () => client.destroy() };
}

/** A line of Upstash's own at the head of its scripts, which Redis takes for an error. */
const FLAGS = /^#!lua .*\n/;

/** Sends what Upstash's client would send by HTTP: `eval`, and `evalsha` by the hash without the flags. */
function plainRequester(send: (command: string[]) => Promise<unknown>): Requester {
  const plainHashes = new Map<string, string>();
  return {
    async request<Result>({ body }: UpstashRequest) {
      const [command = "", script = "", ...rest] = (body as unknown[]).map(String);
      const plain = script.replace(FLAGS, "");
      if (command === "eval") plainHashes.set(sha1(script), sha1(plain));
      const sent = command === "evalsha" ? (plainHashes.get(script) ?? script) : plain;
      return { result: (await send([command, sent, ...rest])) as Result };
    },
  };
}

function sha1(script: string): string {
  return createHash("sha1").update(script).digest("hex");
}
