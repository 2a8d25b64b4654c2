import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

export interface TurnstileServer {
  baseUrl: string;
  secretKey: string;
  /** What a widget would answer, once, on a page of `hostname` for `action`. */
  solve(action: string, hostname?: string): string;
  /** What was asked. */
  asked: { response: string; remoteip?: string; idempotency_key: string }[];
  /** What the next requests meet in place of a judgement. */
  moods: ("cut" | "html" | "silent" | { code: string })[];
  /** An answer that a firewall before it takes for an attack, whoever sends it. */
  blocked: string | null;
  close(): Promise<void>;
}

interface Asked {
  secret: string;
  response: string;
  idempotency_key: string;
}

/** Turnstile's `siteverify` on a loopback port: an answer counts once, but for who asks again by its key. */
export async function startTurnstileServer(): Promise<TurnstileServer> {
  const solved = new Map<string, { action: string; hostname: string; usedBy: string | null }>();
  const http = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Asked;
    server.asked.push(asked);
    const mood = server.moods.shift();
    const judged = judge(asked);
    if (mood === "cut") return void req.socket.destroy();
    if (mood === "silent") await sleep(10_000, undefined, { ref: false });
    if (mood === "html" || asked.response === server.blocked)
      return void res.writeHead(502).end("<h1>Bad gateway</h1>");
    const said = typeof mood === "object" ? failed(mood.code) : judged;
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(said));
  });

  function judge({ secret, response, idempotency_key: key }: Asked) {
    if (secret !== server.secretKey) return failed("invalid-input-secret");
    if (response === "") return failed("missing-input-response");
    const answer = solved.get(response);
    if (!answer) return failed("invalid-input-response");
    if (answer.usedBy !== null && answer.usedBy !== key) return failed("timeout-or-duplicate");
    answer.usedBy = key;
    const { action, hostname } = answer;
    return { success: true, "error-codes": [], action, hostname, challenge_ts: "" };
  }

  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const server: TurnstileServer = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    secretKey: "0x4AAAAAAA-secret",
    asked: [],
    moods: [],
    blocked: null,
    solve(action, hostname = "localhost") {
      const answer = `0.${crypto.randomUUID()}`;
      solved.set(answer, { action, hostname, usedBy: null });
      return answer;
    },
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };
  return server;
}

function failed(code: string) {
  return { success: false, "error-codes": [code] };
}
