import type { Auth } from "@watchword/auth";
import { keepAuditPartitions } from "@watchword/auth/audit";
import { cleanUp } from "@watchword/auth/clean-up";
import { keepTotals } from "@watchword/auth/operator";
import { dropDeadJobs } from "@watchword/db/mail-queue";
import { prepareMailSlots } from "@watchword/db/mail-slots";
import { z } from "zod";
import type { Config } from "../config.ts";
import { observeJob } from "../telemetry/observe-job.ts";
import { openProvider } from "./mail-provider.ts";
import { createOutage } from "./outage.ts";
import { createSendGate, type SendGate } from "./send-gate.ts";
import { sendMail, type Sender } from "./send-mail.ts";

const payload = z.object({ mailId: z.uuid() });

/** What the jobs of the queue do, whoever runs them. */
export interface MailTasks {
  /** Sends the mail that a job names. */
  send(job: unknown): Promise<void>;
  /** Cleans up what is over, until told to stop. */
  tidy(signal: AbortSignal): Promise<void>;
  gate: SendGate;
  provider: Sender["provider"];
}

export async function openMailTasks(config: Config, auth: Auth): Promise<MailTasks> {
  const { publicUrl, mailsPerMinute, brand, emailFrom: from } = config;
  const provider = openProvider(config);
  const gate = createSendGate();
  const outage = createOutage();
  const sender: Sender = { auth, publicUrl, brand, from, provider, mailsPerMinute, gate, outage };
  if (mailsPerMinute !== null) await prepareMailSlots(auth.db, mailsPerMinute);
  return {
    gate,
    provider,
    send(job) {
      const { mailId } = payload.parse(job);
      return observeJob(mailId, () => sendMail(sender, mailId));
    },
    /** None keeps another from being done. */
    async tidy(signal) {
      const failures: unknown[] = [];
      const chores = [
        () => cleanUp(auth, signal),
        () => keepAuditPartitions(auth),
        () => keepTotals(auth),
        () => dropDeadJobs(auth.db),
      ];
      for (const chore of chores) await chore().catch((error) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, "Not everything was cleaned up");
    },
  };
}
