import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A mail that the server accepted; listed once, however often it was sent. */
export interface AcceptedMail {
  /** The server's id of the mail. */
  id: string;
  key: string;
  body: {
    from: string;
    to: string;
    subject: string;
    html: string;
    text: string;
    headers: Record<string, string>;
    tags: { name: string; value: string }[];
    attachments?: Record<string, string>[];
  };
  at: number;
}

/** What the server does with a request instead of accepting the mail. */
export type ResendMood =
  | { answer: [status: number, name: string]; headers?: Record<string, string> }
  /** Cuts the connection before or after it accepts the mail. */
  | { cut: "after" | "before" }
  /** Stays silent for that long, then accepts the mail. */
  | { silentMs: number }
  /** Stays silent, before or after it accepts the mail, until the client is gone or `until` resolves. */
  | { hold: "before" | "after"; until?: Promise<void> }
  | { html: number };

export interface ResendServer {
  url: string;
  apiKey: string;
  /** By idempotency key. */
  accepted: Map<string, AcceptedMail>;
  /** The newest of those, by recipient. */
  newest: Map<string, AcceptedMail>;
  /** Every request, including refused ones. */
  requests: { key: string; body: string; at: number }[];
  /** What it does with each further request, in order; afterwards, and for null, it accepts the mail. */
  moods: (ResendMood | null)[];
  /** Called if none of those is left. */
  mood: (key: string, to: string) => ResendMood | null;
  close(): Promise<void>;
}

/** `POST /emails` of Resend's API, idempotency included, on a loopback port. */
export async function startResendServer(apiKey = "re_test"): Promise<ResendServer> {
  const running = new Set<string>();
  const http = createServer((req, res) => {
    // The client was killed during its request.
    handle(req, res).catch(() => req.socket.destroy());
  });
  const server: ResendServer = {
    url: "",
    apiKey,
    accepted: new Map(),
    newest: new Map(),
    requests: [],
    moods: [],
    mood: () => null,
    async close() {
      http.closeAllConnections();
      http.close();
      await once(http, "close");
    },
  };

  async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const key = String(req.headers["idempotency-key"] ?? randomUUID());
    const chunks: Buffer[] = [];
    for await (const chunk of req) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    server.requests.push({ key, body, at: performance.now() });
    if (req.headers.authorization !== `Bearer ${apiKey}`)
      return refuse(res, 403, "invalid_api_key");
    if (req.method !== "POST" || req.url !== "/emails") return refuse(res, 404, "not_found");

    const mood = server.moods.shift() ?? server.mood(key, String(JSON.parse(body).to));
    if (mood && "answer" in mood) return refuse(res, ...mood.answer, mood.headers);
    if (mood && "html" in mood)
      return void res.writeHead(mood.html, { "content-type": "text/html" }).end("<h1>Bad</h1>");
    if (mood && "cut" in mood && mood.cut === "before") return void req.socket.destroy();
    const gone = new Promise<void>((resolve) => void res.once("close", () => resolve()));
    if (mood && "hold" in mood && mood.hold === "before") {
      await Promise.race([gone, mood.until ?? gone]);
      if (res.closed) return;
    }
    if (running.has(key)) return refuse(res, 409, "concurrent_idempotent_requests");
    running.add(key);
    if (mood && "silentMs" in mood) await sleep(mood.silentMs);
    const before = server.accepted.get(key);
    if (before && JSON.stringify(before.body) !== body) {
      running.delete(key);
      return refuse(res, 409, "invalid_idempotent_request");
    }
    const mail = before ?? { id: randomUUID(), key, body: JSON.parse(body), at: performance.now() };
    server.accepted.set(key, mail);
    server.newest.set(mail.body.to, mail);
    running.delete(key);
    if (mood && "cut" in mood) return void req.socket.destroy();
    if (mood && "hold" in mood) await Promise.race([gone, mood.until ?? gone]);
    if (res.closed) return;
    res.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: mail.id }));
  }

  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}

function refuse(
  res: ServerResponse,
  statusCode: number,
  name: string,
  headers: Record<string, string> = {},
): void {
  res
    .writeHead(statusCode, { "content-type": "application/json", ...headers })
    .end(JSON.stringify({ statusCode, name, message: `It is ${name}.` }));
}
