import type { Auth } from "@watchword/auth";
import { openRendition, sealRendition, suppressionOf } from "@watchword/auth/delivery";
import { resolveClaimedMail } from "@watchword/auth/resolve-mail";
import { isUnavailable } from "@watchword/db/unavailable";
import type { Brand } from "@watchword/emails/brand";
import type { OutgoingMail } from "@watchword/emails/transport";
import { writeMail } from "@watchword/emails/write";
import type { ClaimedMail } from "./claim.ts";
import type { Observer } from "./observer.ts";
import { pauseMs } from "./pauses.ts";
import { closeBoth, type SendGate } from "./send-gate.ts";
import { keepRendition, putBack, settleMail } from "./settle.ts";

/** What writing a mail needs. */
export interface Writer {
  auth: Auth;
  gate: SendGate;
  publicUrl: string;
  brand: Brand;
  from: string;
  observer: Observer;
}

const ANOTHER_SECRET =
  "WATCHWORD_SECRET isn't the one that the database was made with: this process leaves mails to others";

export interface ReadyMail {
  message: OutgoingMail;
  /** On this process's monotonic clock. */
  endsAt: number;
}

/** A mail that can't be written may only be so here, while secrets rotate; but not for long. */
const WRITING_TRIES = 5;
/** Until a process whose secret is another than the database's looks again. */
const LOCKED_OUT_MS = 10_000;
/** What such a process puts back, another takes within it. */
const FOR_OTHERS_MS = 1_000;

/**
 * A mail as it goes out: written on its first try, and the same on each later one. Null where nothing
 * goes out: it has nothing to say to anybody who is mailed, or can't be written, which holds no other
 * mail up. Throws where the database is out of reach.
 */
export async function makeReady(writer: Writer, mail: ClaimedMail): Promise<ReadyMail | null> {
  try {
    const attributes = { "watchword.mail.kind": mail.kind };
    return await writer.observer.inSpan("write", { attributes }, () => write(writer, mail));
  } catch (error) {
    if (isUnavailable(error)) throw error;
    if (!(await writer.auth.index.opens())) await leaveToOthers(writer, mail);
    else await putAside(writer, mail, error);
    return null;
  }
}

async function write(
  { auth, publicUrl, brand, from, observer: { inSpan } }: Writer,
  mail: ClaimedMail,
): Promise<ReadyMail | null> {
  const { db } = auth;
  const mailId = mail.id;
  const said = await inSpan("resolve", {}, () => resolveClaimedMail(auth, publicUrl, mail));
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
  if (mail.rendition) return open(auth, mailId, mail.rendition, mail.livesMs);
  const written = await inSpan("render", {}, () => writeMail(said, { brand, from }));
  const sealed = sealRendition(auth, mailId, JSON.stringify(written));
  const expiresAt = written.expiresAt === null ? null : new Date(written.expiresAt);
  const kept = await keepRendition(db, mailId, sealed, expiresAt);
  return kept && open(auth, mailId, kept.rendition, kept.livesMs);
}

function open(auth: Auth, mailId: string, rendition: Buffer, livesMs: number): ReadyMail {
  const message = JSON.parse(openRendition(auth, mailId, rendition)) as OutgoingMail;
  return { message, endsAt: performance.now() + livesMs };
}

/** A process with another secret can open nothing: it spends no mail's tries, and takes none for a while. */
async function leaveToOthers(
  { auth, gate, observer: { log } }: Writer,
  mail: ClaimedMail,
): Promise<void> {
  closeBoth(gate, LOCKED_OUT_MS);
  await putBack(auth.db, mail, { pauseMs: FOR_OTHERS_MS });
  log.error({ mailId: mail.id }, ANOTHER_SECRET);
}

/**
 * Keeps a process whose secret is another than the database's from taking mails at all, for as long as that
 * is so. Answers how to stop looking.
 */
export async function watchSecret({
  auth,
  gate,
  observer: { log },
}: Pick<Writer, "auth" | "gate" | "observer">): Promise<() => void> {
  let told = false;
  const look = async () => {
    const opens = await auth.index.opens().catch(() => true);
    if (!opens) closeBoth(gate, 3 * LOCKED_OUT_MS);
    if (!opens && !told) log.error({}, ANOTHER_SECRET);
    told = !opens;
  };
  await look();
  const looking = setInterval(() => void look(), LOCKED_OUT_MS);
  return () => clearInterval(looking);
}

async function putAside(
  { auth: { db }, observer: { log } }: Writer,
  mail: ClaimedMail,
  error: unknown,
): Promise<void> {
  const { id: mailId, kind, tries } = mail;
  log.error({ err: error, mailId, kind, tries }, "A mail couldn't be written");
  const reason = "unwritable";
  if (tries + 1 >= WRITING_TRIES)
    await settleMail(db, mailId, { state: "failed", reason, tried: true });
  else await putBack(db, mail, { pauseMs: pauseMs(kind, tries), reason });
}
