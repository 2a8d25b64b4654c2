import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { createClient } from "@redis/client";

/** What the server does to a request instead of running its command. */
export type UpstashMood = { status: number; body: string } | "silent";

export interface UpstashServer {
  url: string;
  token: string;
  mood: UpstashMood | null;
  /** How many requests came. */
  requests: number;
  close(): Promise<void>;
}

type Answer = { result: unknown } | { error: string };

/** Upstash's REST API over a Redis, on a loopback port: one command a request, or a pipeline. */
export async function startUpstashServer(redisUrl: string): Promise<UpstashServer> {
  const redis = createClient({ url: redisUrl, RESP: 2 });
  redis.on("error", () => {});
  await redis.connect();
  const http = createServer((req, res) => void handle(req, res));
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const server: UpstashServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    token: "a-token-of-the-test",
    mood: null,
    requests: 0,
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
      redis.destroy();
    },
  };

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    server.requests += 1;
    if (server.mood === "silent") return;
    if (server.mood) return void res.writeHead(server.mood.status).end(server.mood.body);
    const reply = (status: number, body: unknown) =>
      res.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (req.headers.authorization !== `Bearer ${server.token}`) {
      return void reply(401, { error: "WRONGPASS invalid or missing auth token" });
    }
    const encoded = req.headers["upstash-encoding"] === "base64";
    const body = (await json(req)) as unknown[];
    if (req.url === "/pipeline") {
      const answers: Answer[] = [];
      for (const command of body) answers.push(await answer(command as unknown[], encoded));
      return void reply(200, answers);
    }
    const answered = await answer(body, encoded);
    reply("error" in answered ? 400 : 200, answered);
  }

  async function answer(command: unknown[], encoded: boolean): Promise<Answer> {
    try {
      const result = await redis.sendCommand(command.map(String));
      return { result: encoded ? toBase64(result) : result };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  return server;
}

function toBase64(result: unknown): unknown {
  if (Array.isArray(result)) return result.map(toBase64);
  if (typeof result !== "string" || result === "OK") return result;
  return Buffer.from(result).toString("base64");
}
