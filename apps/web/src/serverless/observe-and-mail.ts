import type { Observe } from "@watchword/api/context";
import { isMutation } from "@watchword/api/router";
import { after } from "next/server";
import { getConfig } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { observeCall } from "../telemetry/observe-call.ts";

/** Long enough for the first tries of a mail that its provider doesn't take. */
const AFTER_A_CALL_MS = 20_000;

/**
 * Observes a call. In a function, the mails that it may have queued are sent after its answer: the caller doesn't wait for
 * the provider, and the mail doesn't wait for the next call.
 */
export const observeAndMail: Observe = async (procedure, run, endOf) => {
  const result = await observeCall(procedure, run, endOf);
  if (getConfig().serverless && isMutation(procedure)) after(sendWhatWaits);
  return result;
};

async function sendWhatWaits(): Promise<void> {
  try {
    // What writes mails is loaded once there is one, and never where a server runs.
    const { sendQueued } = await import("./mail.ts");
    await sendQueued(AFTER_A_CALL_MS);
  } catch (error) {
    log.error({ err: error }, "What is queued couldn't be sent");
  }
}
