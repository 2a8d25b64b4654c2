import type { IncomingMessage, ServerResponse } from "node:http";
import { nodeCall, sendAnswer } from "@watchword/api/node-call";
import { log } from "../log/log.ts";
import { answerCall } from "./answer-call.ts";

/** Answers a call without Next, which would take longer for most calls than the calls themselves. */
export async function serveCall(req: IncomingMessage, res: ServerResponse): Promise<void> {
  try {
    // The guard has already set its headers.
    sendAnswer(req, res, await answerCall(nodeCall(req)));
  } catch (error) {
    if (res.destroyed) return;
    log.error({ err: error }, "A call couldn't be answered");
    res.writeHead(500).end();
  }
}
