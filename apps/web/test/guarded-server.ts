import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { requestClient } from "../src/caller/request-client.ts";
import { exampleApps } from "../src/environment/registered-apps.ts";
import { guardRequest } from "../src/http/guard.ts";
import type { GuardOptions } from "../src/http/guarded-request.ts";

export const PUBLIC_URL = "http://localhost:3000";

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

export interface GuardedServer {
  /** Sends a target as it is: `fetch` would tidy it up. */
  send(target: string, headers?: Record<string, string>, method?: string): Promise<Answer>;
  close(): void;
}

/** A server that says what the guard let through, under options that a test may change. */
export async function startGuardedServer(
  options: Pick<GuardOptions, "trustedProxyHops" | "placeHeaders">,
): Promise<GuardedServer> {
  const server = createServer((req, res) => {
    const site = { publicUrl: PUBLIC_URL, development: false, apps: exampleApps(3000) };
    if (!guardRequest(req, res, { ...site, ...options })) return;
    const headers = new Headers(
      Object.entries(req.headers).map(([name, value]) => [name, String(value)]),
    );
    const { host, origin } = req.headers;
    res.end(JSON.stringify({ host, origin, client: requestClient(headers) }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    close: () => void server.close(),
    send: (target, headers = {}, method = "GET") =>
      new Promise((resolve, reject) => {
        const asked = { port, host: "127.0.0.1", path: target, method };
        const sent = { host: "localhost:3000", ...headers };
        request({ ...asked, headers: sent }, (res) => {
          let text = "";
          res.on("data", (chunk) => (text += chunk));
          res.on("end", () =>
            resolve({
              status: res.statusCode ?? 0,
              headers: new Headers(res.headers as Record<string, string>),
              text,
            }),
          );
        })
          .on("error", reject)
          .end(
            method === "POST" && headers["content-length"]
              ? "x".repeat(Number(headers["content-length"]))
              : undefined,
          );
      }),
  };
}
