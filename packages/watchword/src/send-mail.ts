import type { MailKind } from "@watchword/db/mail-queue";
import type { DeliveryResult, OutgoingMail, Provider } from "@watchword/emails/transport";

/** A mail for the app to send: rendered, and with its code and link for apps that write their own mails. */
export interface AppMail {
  id: string;
  /** Stays the same on every try of a mail: pass it to a provider that sends each key once. */
  idempotencyKey: string;
  /** What it is about: `email-otp`, `password-reset`, … */
  kind: MailKind;
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  headers: Record<string, string>;
  /** The digits of its code; absent if it has none. */
  code?: string;
  /** Its URL that works once; absent if it has none. */
  link?: string;
}

/**
 * Sends a mail. Resolves once it was accepted; if it throws, the mail is tried again after a pause, until its code (or,
 * without one, its link) expires. After `signal` aborts, the result is ignored.
 */
export type SendMail = (mail: AppMail, signal: AbortSignal) => Promise<unknown> | unknown;

/** How long an app may take to accept a mail before it is tried again. */
const TAKES_WITHIN_MS = 30_000;

const provider = "app";

/** Delivers through the app. */
export function appProvider(sendMail: SendMail): Provider {
  return {
    async deliver(message, aborted) {
      const signal = AbortSignal.any([aborted, AbortSignal.timeout(TAKES_WITHIN_MS)]);
      try {
        await withinSignal(signal, async () => sendMail(toAppMail(message), signal));
        return { ok: true, provider, providerId: null };
      } catch (error) {
        return failure(error);
      }
    },
    check: async () => null,
    close: () => {},
  };
}

/** The message of the app's error may contain an address or a code, so only the error's name is stored. */
function failure(error: unknown): DeliveryResult {
  const name = error instanceof Error ? error.name : "Error";
  return { ok: false, provider, problem: "temporary", reason: `app: ${name}` };
}

async function withinSignal(signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const giveUp = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", giveUp, { once: true });
  try {
    signal.throwIfAborted();
    await Promise.race([work(), aborted.promise]);
  } finally {
    signal.removeEventListener("abort", giveUp);
  }
}

function toAppMail(message: OutgoingMail): AppMail {
  const { id, kind, to, from, subject, text, html, headers, code, link } = message;
  return {
    id,
    idempotencyKey: id,
    kind,
    to,
    from,
    subject,
    text,
    html,
    headers,
    ...(code !== undefined && { code }),
    ...(link !== undefined && { link }),
  };
}
