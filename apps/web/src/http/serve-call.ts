import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../log.ts";
import { answerCall } from "./answer-call.ts";

/** Of a body that was too long: more than anybody sends by mistake. */
const MOST_PASSED_OVER_BYTES = 8 * 1024 * 1024;

/** Answers a call without Next, which takes longer over most of them than they do. */
export async function serveCall(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const { status, headers, body } = await answerCall({
      method: req.method ?? "GET",
      url: `http://${req.headers.host}${req.url}`,
      headers: headersOf(req),
      body: req.iterator({ destroyOnReturn: false }),
    });
    res.statusCode = status;
    res.setHeaders(headers).end(body);
    passOver(req);
  } catch (error) {
    if (res.destroyed) return;
    log.error({ err: error }, "A call couldn't be answered");
    res.writeHead(500).end();
  }
}

/** What is left of a body stands in the way of the connection's next request. One without end has none. */
function passOver(req: IncomingMessage): void {
  let leftBytes = MOST_PASSED_OVER_BYTES;
  if (!req.complete)
    req.on("data", ({ length }: Buffer) => {
      leftBytes -= length;
      if (leftBytes < 0) req.socket.destroy();
    });
  req.resume();
}

/** As the guard left them. */
function headersOf({ headers }: IncomingMessage): Pick<Headers, "get"> {
  return { get: (name) => headers[name]?.toString() ?? null };
}
