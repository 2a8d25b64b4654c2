import { once } from "node:events";
import { watch } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { type Answer, asFile } from "./answer.ts";
import { startPages } from "./pages-worker.ts";
import { ownFiles } from "./pages/brands.ts";

const PACKAGE = join(import.meta.dirname, "..");
/** What mails and these pages are made of. */
const SOURCES = ["src", "messages", "previews"];
const FILES: Record<string, string> = {
  "/style.css": "text/css",
  "/script.js": "text/javascript",
};
/** Editors save a file in several steps. */
const SETTLED_MS = 100;

export interface PreviewOptions {
  port: number;
  /** `BRAND`, which the app has checked. */
  brand: string | undefined;
  /** The folder of `MESSAGES_DIR`, which the app has checked. */
  messagesDir?: string | undefined;
}

/** Serves the mail previews to this machine; resolves once it listens. */
export async function startPreviews({ port, ...own }: PreviewOptions): Promise<Server> {
  const pages = startPages(own);
  const listeners = new Set<ServerResponse>();
  const server = createServer(async (req, res) => {
    if (!isOwn(req)) return void res.writeHead(403).end("The previews are for this computer only.");
    if (req.method !== "GET") return void res.writeHead(405, { Allow: "GET" }).end();
    if (req.url === "/changes") return void listen(res, listeners);
    const { status, headers, body } = (await file(req.url)) ?? (await pages.answer(req.url ?? "/"));
    res.writeHead(status, { ...HEADERS, ...headers }).end(body);
  });

  let settled: NodeJS.Timeout | undefined;
  const renew = () => {
    pages.renew();
    for (const listener of listeners) listener.write("data: changed\n\n");
  };
  const sources = [...SOURCES.map((folder) => join(PACKAGE, folder)), ...ownFiles(own)];
  const watchers = sources.map((source) =>
    watch(source, { recursive: true }, () => {
      clearTimeout(settled);
      settled = setTimeout(renew, SETTLED_MS);
    }),
  );
  server.on("close", () => {
    for (const watcher of watchers) watcher.close();
    pages.end();
  });
  await once(server.listen(port, "127.0.0.1"), "listening");
  return server;
}

const HEADERS = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
};

/** What every page loads, also one that tells of a mistake in the others. */
async function file(path = ""): Promise<Answer | null> {
  const type = FILES[path];
  return type ? asFile(type, await readFile(join(PACKAGE, "previews/pages", path), "utf8")) : null;
}

/** Keeps a page's connection, to tell it of changes. */
function listen(res: ServerResponse, listeners: Set<ServerResponse>): void {
  res.writeHead(200, { ...HEADERS, "Content-Type": "text/event-stream" }).flushHeaders();
  listeners.add(res);
  res.on("close", () => listeners.delete(res));
}

/**
 * Whether a request is for this machine by name, and from a page of it if from a page at all. Another site
 * could have its own name lead here (DNS rebinding).
 */
function isOwn({ headers, socket }: IncomingMessage): boolean {
  const own = ["localhost", "127.0.0.1", "[::1]"].map((name) => `${name}:${socket.localPort}`);
  const { host = "", origin } = headers;
  if (!own.includes(host.toLowerCase())) return false;
  return origin === undefined || own.some((name) => origin === `http://${name}`);
}
