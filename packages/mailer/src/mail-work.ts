import type { Auth } from "@watchword/auth";
import { keepAuditPartitions } from "@watchword/auth/audit";
import { cleanUp as removeExpired, endTestSessions } from "@watchword/auth/clean-up";
import { keepTotals } from "@watchword/auth/operator";
import { resealSigningKeys } from "@watchword/auth/signing-keys";
import type { MailUrgency } from "@watchword/db/mail-queue";
import type { Provider } from "@watchword/emails/transport";
import pLimit from "p-limit";
import { createBatches } from "./batches.ts";
import { type ClaimLimits, claimMails, renewMails } from "./claim.ts";
import { claimCleanUp } from "./clean-up-turn.ts";
import type { Observer } from "./observer.ts";
import type { ProductOf } from "./ready-mail.ts";
import { createOutage } from "./outage.ts";
import { createDeliveryTimes } from "./delivery-times.ts";
import { createSendPause, type SendPause } from "./send-pause.ts";
import { sendMail, type Sender } from "./send-mail.ts";
import { prepareMailSlots } from "./sending-rate.ts";
import type { Work } from "./worker.ts";

/** How long a clean-up may take; the rest waits for the next minute. */
const CLEAN_UP_MS = 30_000;

/** What is needed to send what is queued. */
export interface MailOptions {
  /** Delivers the mails. */
  provider: Provider;
  /** The product that sends the mails of a collection. */
  productOf: ProductOf;
  /** How many mails all mailers together may send in a minute; null for no limit. */
  mailsPerMinute: number | null;
  observer: Observer;
}

/** What mailers do, in whatever process they run. */
export interface MailWork {
  /** Sends queued mails of one urgency; at most `atOnce` are with the provider at the same time. */
  send(urgency: MailUrgency, atOnce: number): Work;
  /** Cleans up once a minute. */
  cleaning: Work;
  /** Cleans up now, until it is aborted. */
  cleanUp(signal: AbortSignal): Promise<void>;
  /** Cleans up as `cleanUp` does, unless some process did so in the last minute. */
  cleanUpIfDue(signal: AbortSignal): Promise<void>;
  pause: SendPause;
}

/** Needs no database: what it reads and writes there it does when mails are claimed. */
export function openMailWork(auth: Auth, options: MailOptions): MailWork {
  const { db } = auth;
  const pause = createSendPause();
  const sender: Omit<Sender, "delivering"> = {
    ...options,
    auth,
    pause,
    batches: createBatches(auth),
    outage: createOutage(),
    deliveryTimes: createDeliveryTimes(),
  };
  const limits: ClaimLimits = { perMinute: options.mailsPerMinute, policy: auth.policy };
  let hasSlots = false;
  const cleanUp = (signal: AbortSignal) => doAllJobs(auth, signal);
  return {
    pause,
    cleanUp,
    cleanUpIfDue: async (signal) => ((await claimCleanUp(db)) ? cleanUp(signal) : undefined),
    send(urgency, atOnce) {
      const sending: Sender = { ...sender, delivering: pLimit(atOnce) };
      return {
        name: urgency,
        // While some mails are with the provider, others are written and settled.
        atOnce: atOnce + Math.ceil(atOnce / 2),
        async claim(lease, limit) {
          if (pause.restMs(urgency) > 0) return [];
          if (limits.perMinute !== null && !hasSlots) {
            await prepareMailSlots(db, limits.perMinute);
            hasSlots = true;
          }
          const mails = await claimMails(auth, lease, urgency, limit, limits);
          return mails.map((mail) => ({
            id: mail.id,
            run: (aborted) => observeMail(sending, mail.id, () => sendMail(sending, mail, aborted)),
          }));
        },
        renew: (lease, ids) => renewMails(auth, lease, ids),
      };
    },
    cleaning: {
      name: "chores",
      atOnce: 1,
      async claim() {
        if (!(await claimCleanUp(db))) return [];
        const run = (aborted: AbortSignal) =>
          cleanUp(AbortSignal.any([aborted, AbortSignal.timeout(CLEAN_UP_MS)]));
        return [{ id: "clean-up", run }];
      },
    },
  };
}

/** Sends a mail in a span of its own. An error is logged with the mail's id and thrown again. */
async function observeMail(
  { observer: { inSpan, log } }: Sender,
  mailId: string,
  run: () => Promise<void>,
): Promise<void> {
  const attributes = { "watchword.mail.id": mailId };
  try {
    await inSpan("mail", { kind: "CONSUMER", attributes }, run);
  } catch (error) {
    log.warn({ err: error, mailId }, "A mail wasn't settled, and is tried again");
    throw error;
  }
}

/** Does every job of the clean-up, even if one of them fails. */
async function doAllJobs(auth: Auth, signal: AbortSignal): Promise<void> {
  const failures: unknown[] = [];
  const jobs = [
    () => removeExpired(auth, signal),
    () => keepAuditPartitions(auth),
    () => keepTotals(auth),
    () => endTestSessions(auth),
    () => resealSigningKeys(auth),
  ];
  for (const job of jobs) await job().catch((error) => failures.push(error));
  if (failures.length > 0) throw new AggregateError(failures, "Not everything was cleaned up");
}
