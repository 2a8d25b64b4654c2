import type { Auth } from "@watchword/auth";
import {
  openRendition,
  sealRendition,
  suppressBounced,
  suppressionOf,
} from "@watchword/auth/delivery";
import { resolveMail } from "@watchword/auth/resolve-mail";
import {
  keepRendition,
  noteSent,
  putBack,
  settleMail,
  takeMail,
  type TakenMail,
} from "@watchword/db/mail-delivery";
import { type MailUrgency, urgencyOf } from "@watchword/db/mail-queue";
import { takeMailSlot } from "@watchword/db/mail-slots";
import { isUnavailable } from "@watchword/db/pool";
import type { Brand } from "@watchword/emails/brand";
import type { DeliveryResult, OutgoingMail, Provider } from "@watchword/emails/transport";
import { writeMail } from "@watchword/emails/write";
import { log } from "../log.ts";
import type { SendGate } from "./send-gate.ts";

/** What sending a mail needs. */
export interface Sender {
  auth: Auth;
  publicUrl: string;
  brand: Brand;
  from: string;
  provider: Provider;
  /** Mails that may leave in a minute, over all workers; null for no limit. */
  mailsPerMinute: number | null;
  gate: SendGate;
}

/** Seconds before the next try, by the tries that failed; the last for all further ones. */
const PAUSES: Record<MailUrgency, readonly number[]> = {
  awaited: [1, 3, 10, 30, 60],
  notice: [1, 3, 10, 30, 60, 300, 900, 3_600],
};
/** A provider that trickles its answers is given up by then, however long the mail lives. */
const TRY_LASTS_MS = 120_000;
/** A mail that can't be written may only be so here, while secrets rotate; but not for long. */
const WRITING_TRIES = 5;

/**
 * Sends one mail of the queue, as far as it has something to say. Throws where the database is out of
 * reach: the queue hands the mail out again, and a provider that has it knows it by its id.
 */
export async function sendMail(sender: Sender, mailId: string): Promise<void> {
  const { db } = sender.auth;
  const mail = await takeMail(db, mailId);
  if (!mail) return;
  const ready = await makeReady(sender, mailId, mail).catch((error: unknown) =>
    putAside(sender, mailId, mail, error),
  );
  if (!ready) return;

  const { kind } = mail;
  const slot = await takeSlot(sender, kind);
  if (!slot.ok) {
    sender.gate.close(urgencyOf(kind), slot.retryAfterMs);
    await putBack(db, mailId, { kind, pauseMs: slot.retryAfterMs });
    return;
  }
  const livesMs = Math.floor(ready.endsAt - performance.now());
  if (livesMs <= 0) return void (await putBack(db, mailId, { kind, pauseMs: 0 }));
  const signal = AbortSignal.timeout(Math.min(livesMs, TRY_LASTS_MS));
  const result = await sender.provider.deliver(ready.message, signal);
  await settle(sender, mailId, mail, ready.message, result);
}

interface ReadyMail {
  message: OutgoingMail;
  /** On this process's monotonic clock. */
  endsAt: number;
}

/** The mail as it goes out, written on its first try and the same on each later one; null for nothing. */
async function makeReady(
  { auth, publicUrl, brand, from }: Sender,
  mailId: string,
  mail: TakenMail,
): Promise<ReadyMail | null> {
  const { db } = auth;
  const said = await resolveMail(auth, publicUrl, mailId);
  if (!said) {
    await settleMail(db, mailId, { state: "skipped" });
    return null;
  }
  const suppressed = await suppressionOf(auth, said.to, said.kind);
  if (suppressed) {
    const state = suppressed === "bounce" ? "bounced" : "skipped";
    await settleMail(db, mailId, { state, reason: `suppressed: ${suppressed}` });
    return null;
  }
  if (mail.rendition) return open(auth, mailId, { ...mail, rendition: mail.rendition });
  const written = await writeMail(said, { brand, from });
  const sealed = sealRendition(auth, mailId, JSON.stringify(written));
  const expiresAt = written.expiresAt === null ? null : new Date(written.expiresAt);
  const kept = await keepRendition(db, mailId, sealed, expiresAt);
  return kept && open(auth, mailId, kept);
}

function open(
  auth: Auth,
  mailId: string,
  { rendition, livesMs }: { rendition: Buffer; livesMs: number },
): ReadyMail {
  const message = JSON.parse(openRendition(auth, mailId, rendition)) as OutgoingMail;
  return { message, endsAt: performance.now() + livesMs };
}

/** A mail that can't be written holds no other up, and ends among the failed ones. */
async function putAside(
  { auth }: Sender,
  mailId: string,
  { kind, tries }: TakenMail,
  error: unknown,
): Promise<null> {
  if (isUnavailable(error)) throw error;
  log.error({ err: error, mailId, kind, tries }, "A mail couldn't be written");
  const reason = "unwritable";
  if (tries + 1 >= WRITING_TRIES)
    await settleMail(auth.db, mailId, { state: "failed", reason, tried: true });
  else await putBack(auth.db, mailId, { kind, pauseMs: pauseMs(kind, tries), reason });
  return null;
}

function takeSlot({ auth, mailsPerMinute }: Sender, kind: string) {
  return mailsPerMinute === null
    ? ({ ok: true } as const)
    : takeMailSlot(auth.db, mailsPerMinute, urgencyOf(kind));
}

async function settle(
  { auth, gate }: Sender,
  mailId: string,
  { kind, tries }: TakenMail,
  { to }: OutgoingMail,
  result: DeliveryResult,
): Promise<void> {
  const { db } = auth;
  if (result.ok) {
    closeBoth(gate, result.restMs);
    return noteSent(db, mailId, result);
  }
  const { problem, reason } = result;
  log[problem === "misconfigured" ? "error" : "warn"](
    { mailId, kind, tries, problem, reason },
    "A mail wasn't taken",
  );
  switch (problem) {
    case "rejected":
      return settleMail(db, mailId, { state: "failed", reason, tried: true });
    case "bounced":
      await settleMail(db, mailId, { state: "bounced", reason, tried: true });
      if (result.hard) await suppressBounced(auth, to);
      return;
    case "temporary":
    case "misconfigured": {
      closeBoth(gate, result.retryAfterMs);
      const pause = result.retryAfterMs ?? pauseMs(kind, tries);
      await putBack(db, mailId, { kind, pauseMs: pause, reason });
    }
  }
}

function closeBoth(gate: SendGate, forMs = 0): void {
  gate.close("awaited", forMs);
  gate.close("notice", forMs);
}

/** Spread a little, so that what failed together isn't tried together. */
function pauseMs(kind: string, tries: number): number {
  const pauses = PAUSES[urgencyOf(kind)];
  const seconds = pauses[Math.min(tries, pauses.length - 1)] ?? 0;
  return Math.round(seconds * (900 + 200 * Math.random()));
}
