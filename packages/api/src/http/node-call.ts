import type { IncomingMessage, ServerResponse } from "node:http";
import type { IncomingCall } from "./admit-request.ts";
import type { Answer } from "./answer.ts";

/** How much of an oversized body is discarded: more than anybody sends by mistake. */
const MAX_PASSED_OVER_BYTES = 8 * 1024 * 1024;

/** A request of Node's server as a call. `url` is its full target, if a framework has cut that short. */
export function nodeCall(req: IncomingMessage, url = req.url): IncomingCall {
  const { headers } = req;
  return {
    method: req.method ?? "GET",
    url: `http://${headers.host}${url}`,
    headers: { get: (name) => headers[name.toLowerCase()]?.toString() ?? null },
    body: req.iterator({ destroyOnReturn: false }),
  };
}

/** Sends an answer, and leaves the connection to its next request. */
export function sendAnswer(
  req: IncomingMessage,
  res: ServerResponse,
  { status, headers, body }: Answer,
): void {
  res.statusCode = status;
  res.setHeaders(headers).end(body);
  passOver(req);
}

/**
 * Reads and discards the rest of a body, which would block the connection's next request. If the body is endless, the
 * connection is closed.
 */
function passOver(req: IncomingMessage): void {
  let leftBytes = MAX_PASSED_OVER_BYTES;
  if (!req.complete)
    req.on("data", ({ length }: Buffer) => {
      leftBytes -= length;
      if (leftBytes < 0) req.socket.destroy();
    });
  req.resume();
}
