import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { getConfig } from "../environment/config.ts";
import { answerReady } from "../health/answer-health.ts";
import type { Asked } from "../health/readiness.ts";
import { isFromHere } from "../http/own-machine.ts";
import { log } from "../log/log.ts";
import { answerMetrics } from "../metrics/answer-metrics.ts";
import type { RunningWorker } from "./mail-worker.ts";

type Watched = Pick<RunningWorker, "auth" | "isTurning" | "isAlive">;

/**
 * Answers for a worker at the addresses of a web process: alive while its loops try to claim mails, ready when it claims
 * and can send them, and its metrics. Nothing else is served. `getWorker` answers null while the process starts.
 */
export async function serveWorkerHealth(
  port: number,
  getWorker: () => Watched | null,
): Promise<{ stop(): Promise<void> }> {
  const server = createServer((req, res) => {
    void answer(req, getWorker())
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

async function answer(req: IncomingMessage, worker: Watched | null): Promise<Response> {
  const { authorization = "" } = req.headers;
  // A target may be anything; of the request only who asks counts.
  const request = new Request("http://worker.invalid", { headers: { authorization } });
  switch (req.url) {
    case "/api/health/live":
      return worker?.isAlive() === false
        ? Response.json(
            { ok: false, problem: "it no longer tries to claim mails" },
            { status: 503 },
          )
        : Response.json({ ok: true });
    case "/api/health/ready": {
      const { metricsToken } = getConfig();
      return answerReady(request, askedOf(worker), { isLocal: isFromHere(req), metricsToken });
    }
    case "/api/metrics":
      return answerMetrics(request, () => askedOf(worker));
    default:
      return new Response("A worker tells of its health and nothing else.", { status: 404 });
  }
}

function askedOf(worker: Watched | null): Asked | null {
  return worker && { auth: worker.auth, worker };
}

async function send(res: ServerResponse, response: Response): Promise<void> {
  res.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}
