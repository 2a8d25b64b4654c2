import path from "node:path";
import { noteMailer } from "@watchword/db/readiness";
import { openProvider } from "@watchword/emails/provider";
import type { Provider } from "@watchword/emails/transport";
import type { Auth } from "@watchword/auth";
import {
  openMailWork,
  sendWaiting,
  startMailer,
  type Mailer,
  type MailOptions as MailWorkOptions,
} from "@watchword/mailer";
import { finishAll } from "@watchword/mailer/finish-all";
import { NotMigratedError } from "./not-migrated.ts";
import { observerOf, onErrorOf } from "./observer.ts";
import type { WatchwordOptions } from "./options.ts";
import { appProvider } from "./send-mail.ts";
import type { Settings } from "./settings.ts";

/**
 * Mails of a process that are with the provider at the same time: those that somebody waits for, and as many notices.
 */
const CONCURRENCY = 12;
const SENDS_FOR_MS = 20_000;

/** How an instance sends what is queued. */
export interface AppMailer {
  /** Sends in this process, until it is stopped. One process has one. Throws if the database isn't migrated. */
  start(): Promise<{ stop(): Promise<void> }>;
  /** Sends what is queued, for at most `forMs`, and removes what has expired. */
  sendWaiting(options?: { forMs?: number }): Promise<void>;
  close(): Promise<void>;
}

export function createAppMailer(
  auth: Auth,
  options: WatchwordOptions,
  settings: Settings,
): AppMailer {
  const provider = providerOf(options, settings);
  const work: MailWorkOptions = {
    provider,
    productOf: () => ({
      publicUrl: settings.publicUrl,
      ...(options.linkPaths && { linkPaths: options.linkPaths }),
      brand: settings.brand,
      from: settings.emailFrom,
    }),
    mailsPerMinute: options.mailsPerMinute ?? null,
    observer: observerOf(options),
  };
  const { database, schema } = options;
  const onError = onErrorOf(options);
  let mailer: Promise<Mailer> | null = null;
  const mailWork = openMailWork(auth, work);

  async function stop(): Promise<void> {
    const stopping = mailer;
    mailer = null;
    await (await stopping)?.stop();
  }

  return {
    async start() {
      // Where the database is away, the mailer waits for it.
      if (!(await auth.isInstalled().catch(() => true))) throw new NotMigratedError();
      mailer ??= startMailer(auth, {
        ...work,
        database,
        ...(schema !== undefined && { schema }),
        concurrency: CONCURRENCY,
        tellAlert: null,
        tellLogout: null,
      });
      await mailer;
      return { stop };
    },
    async sendWaiting({ forMs = SENDS_FOR_MS } = {}) {
      const onProblem = (message: string, error: unknown) => onError(error, message);
      await finishAll([
        sendWaiting(auth, mailWork, onProblem, forMs),
        mailWork
          .cleanUpIfDue(AbortSignal.timeout(forMs))
          .catch((error: unknown) =>
            onProblem("not everything that expired was cleaned up", error),
          ),
        noteMailer(auth.db),
      ]);
    },
    async close() {
      await stop();
      provider.close();
    },
  };
}

function providerOf(
  { sendMail, resend, smtpUrl, mailboxDir = path.join(".watchword", "mailbox") }: WatchwordOptions,
  { isLoopback }: Settings,
): Provider {
  if (sendMail) return appProvider(sendMail);
  const hasNone = !resend && !smtpUrl;
  const provider = openProvider({
    resend: resend ?? null,
    smtpUrl: smtpUrl ?? null,
    mailboxDir: hasNone && isLoopback ? path.resolve(mailboxDir) : null,
    onTurn: () => {},
  });
  if (!provider) throw new Error("Nobody delivers mails: the options should have said so.");
  return hasNone ? announcing(provider, path.resolve(mailboxDir)) : provider;
}

/** Tells a developer of each mail that lies in the mailbox. */
function announcing(provider: Provider, folder: string): Provider {
  return {
    ...provider,
    async deliver(message, signal) {
      const result = await provider.deliver(message, signal);
      if (result.ok) {
        const file = path.join(path.relative(process.cwd(), folder), `${message.id}.eml`);
        console.info(`Mail to ${message.to}: ${message.subject} (${file})`);
      }
      return result;
    },
  };
}
