import { log } from "../log.ts";
import { cleanError } from "./clean.ts";
import { inSpan } from "./span.ts";

/** Sends a mail as a span. What it throws is logged, and thrown on without what must not be logged. */
export async function observeMail(mailId: string, run: () => Promise<void>): Promise<void> {
  const attributes = { "watchword.mail.id": mailId };
  try {
    await inSpan("mail", { kind: "CONSUMER", attributes }, run);
  } catch (error) {
    log.warn({ err: error, mailId }, "A mail wasn't decided, and comes again");
    const { type, message } = cleanError(error);
    // oxlint-disable-next-line preserve-caught-error -- The cause holds what must not go on.
    throw new Error(`${type}: ${message}`);
  }
}
