import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeCall, sendAnswer } from "@watchword/api/node-call";
import { log } from "../log/log.ts";
import { answerCall } from "./answer-call.ts";

/** Answers a call without Next, which takes longer over most of them than they do. */
export async function serveCall(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    // Its headers are as the guard left them.
    sendAnswer(req, res, await answerCall(nodeCall(req)));
  } catch (error) {
    if (res.destroyed) return;
    log.error({ err: error }, "A call couldn't be answered");
    res.writeHead(500).end();
  }
}
