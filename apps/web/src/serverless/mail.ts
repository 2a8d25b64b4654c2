import { type MailWork, openMailWork, sendWaiting } from "@watchword/mailer";
import type { OnProblem } from "@watchword/mailer/worker";
import { getAuth } from "../auth.ts";
import { getConfig } from "../config.ts";
import { log } from "../log.ts";
import { mailOptions } from "../server/mail-options.ts";
import { openProvider } from "../server/mail-provider.ts";
import { processWide } from "../process-wide.ts";

const holder = processWide<Promise<MailWork>>("function-mail");

/** What an instance of a function keeps from one request to the next. */
export function functionMail(): Promise<MailWork> {
  return (holder.value ??= openFunctionMail());
}

function openFunctionMail(): Promise<MailWork> {
  const config = getConfig();
  return openMailWork(getAuth(), mailOptions(config, openProvider(config)));
}

/** Sends what is queued, for so long at most: after an answer of a function, where no worker runs. */
export async function sendQueued(forMs: number): Promise<void> {
  const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
  await sendWaiting(getAuth(), await functionMail(), onProblem, forMs);
}
