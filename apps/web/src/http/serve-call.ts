import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "../log.ts";
import { answerCall } from "./answer-call.ts";

/** Whether a request is one that Next's route for calls would get. */
export function isCall({ url = "" }: IncomingMessage): boolean {
  return /^\/api\/trpc\/[^/?]+(\?|$)/.test(url);
}

/** Answers a call without Next, which takes longer over most of them than they do. */
export async function serveCall(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    const response = await answerCall({
      method: req.method ?? "GET",
      url: `http://${req.headers.host}${req.url}`,
      headers: headersOf(req),
      body: req.iterator({ destroyOnReturn: false }),
    });
    const body = await response.text();
    res.statusCode = response.status;
    res.setHeaders(response.headers).end(body);
    // What is left of a body that was too long stands in the way of the connection's next request.
    req.resume();
  } catch (error) {
    if (res.destroyed) return;
    log.error({ err: error }, "A call couldn't be answered");
    res.writeHead(500).end();
  }
}

/** As the gate left them. */
function headersOf(req: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(req.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  return headers;
}
