import type { Auth } from "@watchword/auth";
import { keepAuditPartitions } from "@watchword/auth/audit";
import { cleanUp } from "@watchword/auth/clean-up";
import { keepTotals } from "@watchword/auth/operator";
import { claimCleanUp } from "@watchword/db/chores";
import { claimMails, renewMails } from "@watchword/db/mail-claim";
import type { MailUrgency } from "@watchword/db/mail-queue";
import { prepareMailSlots } from "@watchword/db/mail-slots";
import type { Work } from "@watchword/db/worker";
import type { Config } from "../config.ts";
import { observeMail } from "../telemetry/observe-mail.ts";
import { openProvider } from "./mail-provider.ts";
import { createOutage } from "./outage.ts";
import { createSendGate, type SendGate } from "./send-gate.ts";
import { sendMail, type Sender } from "./send-mail.ts";

/** What is left by then waits for the next minute. */
const CLEAN_UP_MS = 30_000;

/** What mailers do, in whatever process they run. */
export interface MailWork {
  /** Sends queued mails of one urgency, so many at the same time. */
  send(urgency: MailUrgency, atOnce: number): Work;
  /** Cleans up each minute what is over. */
  chores: Work;
  /** Cleans up now, until told to stop. */
  tidy(signal: AbortSignal): Promise<void>;
  gate: SendGate;
  provider: Sender["provider"];
}

export async function openMailWork(config: Config, auth: Auth): Promise<MailWork> {
  const { publicUrl, mailsPerMinute, brand, emailFrom: from } = config;
  const { db } = auth;
  const provider = openProvider(config);
  const gate = createSendGate();
  const outage = createOutage();
  const sender: Sender = { auth, publicUrl, brand, from, provider, mailsPerMinute, gate, outage };
  if (mailsPerMinute !== null) await prepareMailSlots(db, mailsPerMinute);
  const tidy = (signal: AbortSignal) => tidyUp(auth, signal);
  return {
    gate,
    provider,
    tidy,
    send: (urgency, atOnce) => ({
      name: urgency,
      atOnce,
      async claim(lease, limit) {
        if (gate.restMs(urgency) > 0) return [];
        const mails = await claimMails(db, lease, urgency, limit);
        return mails.map((mail) => ({
          id: mail.id,
          run: (aborted) => observeMail(mail.id, () => sendMail(sender, mail, aborted)),
        }));
      },
      renew: (lease, ids) => renewMails(db, lease, ids),
    }),
    chores: {
      name: "chores",
      atOnce: 1,
      async claim() {
        if (!(await claimCleanUp(db))) return [];
        const run = (aborted: AbortSignal) =>
          tidy(AbortSignal.any([aborted, AbortSignal.timeout(CLEAN_UP_MS)]));
        return [{ id: "clean-up", run }];
      },
    },
  };
}

/** A chore that fails keeps no other from being done. */
async function tidyUp(auth: Auth, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  const chores = [
    () => cleanUp(auth, signal),
    () => keepAuditPartitions(auth),
    () => keepTotals(auth),
  ];
  for (const chore of chores) await chore().catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, "Not everything was cleaned up");
}
