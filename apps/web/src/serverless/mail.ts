import { type MailWork, openMailWork, sendWaiting } from "@watchword/mailer";
import { finishAll } from "@watchword/mailer/finish-all";
import { logoutWork } from "@watchword/mailer/logouts";
import { type OnProblem, runDueWork } from "@watchword/mailer/worker";
import { getAuth } from "../auth/auth.ts";
import { getConfig } from "../environment/config.ts";
import { log } from "../log/log.ts";
import { tellLogouts } from "../logouts/tell-logouts.ts";
import { mailOptions } from "../mail/mail-options.ts";
import { openProvider } from "../mail/mail-provider.ts";
import { processWide } from "../process/process-wide.ts";

const holder = processWide<MailWork>("function-mail");

/** What an instance of a function keeps from one request to the next. */
export function functionMail(): MailWork {
  return (holder.value ??= openFunctionMail());
}

function openFunctionMail(): MailWork {
  const config = getConfig();
  return openMailWork(getAuth(), mailOptions(config, openProvider(config)));
}

/**
 * Tells the logouts that are due and sends queued mail, after an answer of a function, where no worker runs. After so
 * long it begins no more of either.
 */
export async function sendQueued(forMs: number): Promise<void> {
  const endsAt = performance.now() + forMs;
  const isOver = () => performance.now() >= endsAt;
  const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
  const auth = getAuth();
  await finishAll([
    runDueWork(logoutWork(auth, tellLogouts(auth, getConfig())), onProblem, isOver),
    sendWaiting(auth, functionMail(), onProblem, forMs),
  ]);
}
