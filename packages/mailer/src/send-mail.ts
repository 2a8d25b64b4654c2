import { setTimeout as sleep } from "node:timers/promises";
import { suppressBounced } from "@watchword/auth/delivery";
import { urgencyOf } from "@watchword/db/mail-queue";
import type { DeliveryResult, OutgoingMail, Provider } from "@watchword/emails/transport";
import type { LimitFunction } from "p-limit";
import type { ClaimedMail } from "./claim.ts";
import { retryMailsNow } from "./retry-now.ts";
import { MAX_RETRIED, type Outage } from "./outage.ts";
import type { DeliveryTimes } from "./delivery-times.ts";
import { pauseMs } from "./pauses.ts";
import { makeReady, type ReadyMail, type Writer } from "./ready-mail.ts";
import { pauseAll } from "./send-pause.ts";
import { putBack, type Verdict } from "./settle.ts";

/** What sending a mail needs. */
export interface Sender extends Writer {
  provider: Provider;
  outage: Outage;
  deliveryTimes: DeliveryTimes;
  /** Limits how many tries are with the provider at the same time. */
  delivering: LimitFunction;
}

/** How long a provider may take to answer, even if the mail is worth sending for longer. */
const TRY_LASTS_MS = 120_000;

/**
 * Sends a claimed mail, unless it is out of date. Throws if the database is out of reach: then the mail is claimed
 * again, and a provider that already has it recognizes its id.
 */
export async function sendMail(
  sender: Sender,
  mail: ClaimedMail,
  aborted: AbortSignal,
): Promise<void> {
  const { auth, batches, delivering } = sender;
  const ready = await makeReady(sender, mail);
  if (!ready) return;
  await batches.settle.among(async () => {
    const tried = await delivering(() => tryToSend(sender, mail, ready, aborted));
    if ("restMs" in tried) await putBack(auth, mail, { pauseMs: tried.restMs });
    else if ("withheld" in tried) await batches.settle.add({ mailId: mail.id, ...tried.withheld });
    else await settle(sender, mail, ready.message.to, tried.result);
  });
}

/** How a try ended, or after how many milliseconds the mail may be tried. */
type Try = { result: DeliveryResult } | { withheld: Verdict } | { restMs: number };

async function tryToSend(
  sender: Sender,
  { kind }: ClaimedMail,
  { message, withheld, endsAt }: ReadyMail,
  aborted: AbortSignal,
): Promise<Try> {
  // A claim may have been under way when the pause began.
  const restMs = Math.ceil(sender.pause.restMs(urgencyOf(kind)));
  if (restMs > 0) return { restMs };
  const livesMs = Math.floor(endsAt - performance.now());
  if (livesMs <= 0) return { restMs: 0 };
  const signal = AbortSignal.any([aborted, AbortSignal.timeout(Math.min(livesMs, TRY_LASTS_MS))]);
  if (!withheld) return { result: await deliver(sender, message, signal) };
  // Waits as long as a delivery takes, so that the timing doesn't reveal that the mail was dropped.
  await sleep(sender.deliveryTimes.typicalMs(), undefined, { signal }).catch(() => {});
  return { withheld };
}

function deliver(
  { provider, observer, deliveryTimes }: Sender,
  message: OutgoingMail,
  signal: AbortSignal,
) {
  const attributes = { "watchword.mail.kind": message.kind };
  return observer.inSpan("deliver", { kind: "CLIENT", attributes }, async (tell) => {
    const result = await deliveryTimes.timed(() => provider.deliver(message, signal));
    tell({ "watchword.mail.result": result.ok ? "sent" : result.problem });
    return result;
  });
}

async function settle(
  { auth, batches, pause, outage, observer: { log } }: Sender,
  mail: ClaimedMail,
  to: string,
  result: DeliveryResult,
): Promise<void> {
  const { id: mailId, kind, tries } = mail;
  if (result.ok) {
    pauseAll(pause, result.restMs);
    log.info({ mailId, kind, tries, provider: result.provider }, "A mail was sent");
    await batches.settle.add({
      mailId,
      state: "sent",
      provider: result.provider,
      providerId: result.providerId,
    });
    if (outage.taken()) outage.retried(await retryMailsNow(auth.db, MAX_RETRIED));
    return;
  }
  const { problem, reason } = result;
  const level = problem === "misconfigured" ? "error" : "warn";
  log[level]({ mailId, kind, tries, problem, reason }, "A mail wasn't taken");
  switch (problem) {
    case "rejected":
      return batches.settle.add({ mailId, state: "failed", reason, tried: true });
    case "bounced":
      await batches.settle.add({ mailId, state: "bounced", reason, tried: true });
      if (result.hard) await suppressBounced(auth, to);
      return;
    case "temporary":
    case "misconfigured": {
      pauseAll(pause, result.retryAfterMs);
      const ofMailbox = problem === "temporary" && result.ofMailbox === true;
      const usual = pauseMs(kind, tries);
      const waitMs = result.retryAfterMs ?? (ofMailbox ? usual : outage.failed(usual));
      await putBack(auth, mail, { pauseMs: waitMs, reason });
    }
  }
}
