import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../log.ts";
import { answerCall } from "./answer-call.ts";

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
    // What is left of a body that was too long stands in the way of the connection's next request.
    req.resume();
  } catch (error) {
    if (res.destroyed) return;
    log.error({ err: error }, "A call couldn't be answered");
    res.writeHead(500).end();
  }
}

/** As the gate left them. */
function headersOf({ headers }: IncomingMessage): Pick<Headers, "get"> {
  return { get: (name) => headers[name]?.toString() ?? null };
}
