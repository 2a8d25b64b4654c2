import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeCall, sendAnswer } from "@watchword/api/node-call";
import type { Watchword } from "./create-watchword.ts";
import type { Procedures } from "./for-request.ts";
import type { IncomingHeaders } from "./incoming.ts";

/** A request of Express or of Node's server. */
export type NodeRequest = IncomingMessage & {
  /** Its target before Express cut off the path of the mount. */
  originalUrl?: string;
  /** The body, if a body parser has read it. */
  body?: unknown;
};

/** Answers Watchword's API, in Express or by itself: `app.use("/api/watchword", toNodeHandler(watchword))`. */
export function toNodeHandler(
  watchword: Watchword,
): (req: NodeRequest, res: ServerResponse) => Promise<void> {
  return async (req, res) => {
    const call = nodeCall(req, req.originalUrl ?? req.url);
    const body = req.body === undefined ? call.body : bytesOf(req.body);
    const address = req.socket.remoteAddress;
    sendAnswer(req, res, await watchword.answer({ ...call, body }, { address }));
  };
}

/** A request for `getSession` and `forRequest`. */
export function incomingOf(req: IncomingMessage): IncomingHeaders {
  const { method, headers } = nodeCall(req);
  return { method, headers, address: req.socket.remoteAddress };
}

/** The procedures for the visitor of a route; they set cookies in its response. */
export function apiOf(watchword: Watchword, req: IncomingMessage, res: ServerResponse): Procedures {
  const setHeader = (name: string, value: string) => void res.appendHeader(name, value);
  return watchword.forRequest(incomingOf(req), { setHeader }).api;
}

/** A body that a parser has read already, as the bytes that were sent. */
async function* bytesOf(body: unknown): AsyncGenerator<Uint8Array> {
  if (body instanceof Uint8Array) yield body;
  else yield Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
}
