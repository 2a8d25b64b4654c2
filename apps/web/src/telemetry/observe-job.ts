import { log } from "../log.ts";
import { cleanError } from "./clean.ts";
import { inSpan } from "./span.ts";

/** Runs a mail's job as a span. What it throws is logged, and goes on in words that the queue may keep. */
export async function observeJob(mailId: string, run: () => Promise<void>): Promise<void> {
  const attributes = { "watchword.mail.id": mailId };
  try {
    await inSpan("mail", { kind: "CONSUMER", attributes }, run);
  } catch (error) {
    log.warn({ err: error, mailId }, "A mail's job failed, and comes again");
    const { type, message } = cleanError(error);
    // oxlint-disable-next-line preserve-caught-error -- The cause holds what must not go on.
    throw new Error(`${type}: ${message}`);
  }
}
