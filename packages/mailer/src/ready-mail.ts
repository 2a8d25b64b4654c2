import type { Auth } from "@watchword/auth";
import { openRendition, sealRendition } from "@watchword/auth/delivery";
import {
  isKnownKind,
  type LinkSite,
  type ResolvedMail,
  resolveClaimedMail,
} from "@watchword/auth/resolve-mail";
import type { Mail } from "@watchword/db/mail-queue";
import { isUnavailable } from "@watchword/db/unavailable";
import type { Brand } from "@watchword/emails/brand";
import type { Overrides } from "@watchword/emails/overrides";
import type { OutgoingMail } from "@watchword/emails/transport";
import { writeMail } from "@watchword/emails/write";
import type { Batches } from "./batches.ts";
import type { ClaimedMail } from "./claim.ts";
import type { Observer } from "./observer.ts";
import { pauseMs } from "./pauses.ts";
import { pauseAll, type SendPause } from "./send-pause.ts";
import type { KeptRendition } from "./keep-renditions.ts";
import { putBack, type Verdict } from "./settle.ts";

/** The product that a mail is sent by. */
export interface MailProduct extends LinkSite {
  brand: Brand;
  /** `Watchword <sign-in@example.com>`. */
  from: string;
  /** Its own words for its mails, which replace those of the catalogues. */
  overrides?: Overrides | undefined;
}

/** The product of a collection. */
export type ProductOf = (collection: string) => MailProduct;

/** What rendering a mail needs. */
export interface Writer {
  auth: Auth;
  batches: Batches;
  pause: SendPause;
  productOf: ProductOf;
  observer: Observer;
}

const ANOTHER_SECRET =
  "WATCHWORD_SECRET isn't the one that the database was made with: this process leaves mails to others";

export interface ReadyMail {
  message: OutgoingMail;
  /** When it is no longer worth sending, on this process's monotonic clock. */
  endsAt: number;
  /** What is recorded instead of sending it; null if it is sent. */
  withheld: Verdict | null;
}

/** How often rendering a mail is tried: while secrets rotate, another process may be able to. */
const WRITING_TRIES = 5;
/** How long a process whose secret isn't the database's waits before it looks again. */
const LOCKED_OUT_MS = 10_000;
/** How long mails that such a process puts back wait, so that another process claims them. */
const FOR_OTHERS_MS = 1_000;

/**
 * The mail as it is sent: it is rendered for its first try and stays the same for later ones. Withheld mails are
 * rendered too. Null if nothing is sent because the mail is out of date or can't be rendered, which doesn't hold up
 * other mails. Throws if the database is out of reach.
 */
export async function makeReady(writer: Writer, mail: ClaimedMail): Promise<ReadyMail | null> {
  if (!isKnownKind(mail.kind)) {
    await leaveToNewer(writer, mail);
    return null;
  }
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

async function write(writer: Writer, mail: ClaimedMail): Promise<ReadyMail | null> {
  const { auth, batches, productOf, observer } = writer;
  const found = await batches.suppress.among(async () => {
    const said = await observer.inSpan("resolve", {}, () =>
      resolveClaimedMail(auth, productOf, mail),
    );
    return said && { said, suppressed: await batches.suppress.add(said) };
  });
  if (!found) {
    await batches.settle.add({ mailId: mail.id, state: "skipped" });
    return null;
  }
  const kept = await keep(writer, mail, found.said);
  if (!kept) return null;
  return {
    message: JSON.parse(openRendition(auth, mail.id, kept.rendition)) as OutgoingMail,
    endsAt: performance.now() + kept.livesMs,
    withheld: verdictOf(found.said, found.suppressed),
  };
}

function verdictOf(said: ResolvedMail, suppressed: "bounce" | "complaint" | null): Verdict | null {
  if (said.withheld) return { state: "skipped" };
  if (suppressed === null) return null;
  const state = suppressed === "bounce" ? "bounced" : "skipped";
  return { state, reason: `suppressed: ${suppressed}` };
}

/** What the mail says on each try; null if it was settled in the meantime. */
async function keep(
  { auth, batches, productOf, observer }: Writer,
  { id: mailId, rendition, livesMs }: ClaimedMail,
  said: Mail & { collection: string },
): Promise<KeptRendition | null> {
  if (rendition) return { rendition, livesMs };
  return batches.keep.among(async () => {
    const { brand, from, overrides } = productOf(said.collection);
    const written = await observer.inSpan("render", {}, () =>
      writeMail(said, { brand, from, overrides }),
    );
    return batches.keep.add({
      mailId,
      rendition: sealRendition(auth, mailId, JSON.stringify(written)),
      expiresAt: written.expiresAt === null ? null : new Date(written.expiresAt),
    });
  });
}

/** During a rolling upgrade, and after a rollback, only the newer release can render some mails. */
async function leaveToNewer({ auth, observer: { log } }: Writer, mail: ClaimedMail): Promise<void> {
  await putBack(auth, mail, { pauseMs: FOR_OTHERS_MS });
  const { id: mailId, kind } = mail;
  log.warn(
    { mailId, kind },
    "This release doesn't know a mail's kind, and leaves the mail to a newer one",
  );
}

/**
 * A process with a wrong secret can decrypt no mail: it puts the mail back, counts no try, and claims none for a while.
 */
async function leaveToOthers(
  { auth, pause, observer: { log } }: Writer,
  mail: ClaimedMail,
): Promise<void> {
  pauseAll(pause, LOCKED_OUT_MS);
  await putBack(auth, mail, { pauseMs: FOR_OTHERS_MS });
  log.error({ mailId: mail.id }, ANOTHER_SECRET);
}

/**
 * Keeps a process from claiming mails for as long as its secret isn't the database's. Returns a function that ends the
 * watch.
 */
export async function watchSecret({
  auth,
  pause,
  observer: { log },
}: Pick<Writer, "auth" | "pause" | "observer">): Promise<() => void> {
  let logged = false;
  const look = async () => {
    const opens = await auth.index.opens().catch(() => true);
    if (!opens) pauseAll(pause, 3 * LOCKED_OUT_MS);
    if (!opens && !logged) log.error({}, ANOTHER_SECRET);
    logged = !opens;
  };
  await look();
  const looking = setInterval(() => void look(), LOCKED_OUT_MS);
  return () => clearInterval(looking);
}

async function putAside(
  { auth, batches, observer: { log } }: Writer,
  mail: ClaimedMail,
  error: unknown,
): Promise<void> {
  const { id: mailId, kind, tries } = mail;
  log.error({ err: error, mailId, kind, tries }, "A mail couldn't be written");
  const reason = "unwritable";
  if (tries + 1 >= WRITING_TRIES)
    await batches.settle.add({ mailId, state: "failed", reason, tried: true });
  else await putBack(auth, mail, { pauseMs: pauseMs(kind, tries), reason });
}
