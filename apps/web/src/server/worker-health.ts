import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getConfig } from "../environment/config.ts";
import { answerReady } from "../health/answer-health.ts";
import { isFromHere } from "../http/own-machine.ts";
import { log } from "../log/log.ts";
import { answerMetrics } from "../metrics/answer-metrics.ts";
import type { RunningWorker } from "./mail-worker.ts";

/**
 * Answers for a worker at the addresses of a web process: alive while its loop turns, ready when it can send,
 * and its metrics. Nothing else is served.
 */
export async function serveWorkerHealth(
  port: number,
  worker: Pick<RunningWorker, "auth" | "isTurning">,
): Promise<{ stop(): Promise<void> }> {
  const server = createServer((req, res) => {
    void answer(req, worker)
      .then((response) => send(res, response))
      .catch((error: unknown) => {
        log.error({ err: error }, "A worker's health couldn't be told");
        res.writeHead(500).end();
      });
  });
  server.listen(port);
  await once(server, "listening");
  return {
    async stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  req: IncomingMessage,
  { auth, isTurning }: Pick<RunningWorker, "auth" | "isTurning">,
): Promise<Response> {
  const { authorization = "" } = req.headers;
  // A target may be anything; of the request only who asks counts.
  const request = new Request("http://worker.invalid", { headers: { authorization } });
  switch (req.url) {
    case "/api/health/live":
      return isTurning()
        ? Response.json({ ok: true })
        : Response.json({ ok: false, problem: "it claims no mails" }, { status: 503 });
    case "/api/health/ready": {
      const { metricsToken } = getConfig();
      return answerReady(request, {
        auth,
        isLocal: isFromHere(req),
        metricsToken,
        sendsMailOnly: true,
      });
    }
    case "/api/metrics":
      return answerMetrics(request, () => auth);
    default:
      return new Response("A worker tells of its health and nothing else.", { status: 404 });
  }
}

async function send(res: ServerResponse, response: Response): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
