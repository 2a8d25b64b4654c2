import type { Auth } from "@watchword/auth";
import { isPooled } from "@watchword/db/database-address";
import { createPool } from "@watchword/db/pool";
import { noteMailer } from "@watchword/db/readiness";
import type pg from "pg";
import { alertWork, type TellAlert } from "./alerts.ts";
import { listenForWork } from "./listen.ts";
import { logoutWork, type TellLogout } from "./logouts.ts";
import { type MailOptions, type MailWork, openMailWork } from "./mail-work.ts";
import type { Observer } from "./observer.ts";
import { watchSecret } from "./ready-mail.ts";
import { sendWaiting } from "./send-waiting.ts";
import { type OnProblem, startWorker } from "./worker.ts";

export { type MailOptions, type MailWork, openMailWork, sendWaiting };
export type { Observer };

const SAYS_IT_LIVES_EVERY_MS = 30_000;
/** The connections that a mailer opens beside the pool of its `auth`, to be woken. */
export const MAILER_CONNECTIONS = 1;

/** The options of `startMailer`. */
export interface MailerOptions extends MailOptions {
  /**
   * Where it listens to be woken, on a connection of its own, even if this is the app's pool. Behind a pooler nothing
   * can listen, so it looks once a second.
   */
  database: string | pg.Pool;
  /** The schema of Watchword's tables; `watchword` by default. */
  schema?: string;
  /**
   * How many mails that somebody is waiting for may be with the provider at the same time, and how many notices beside
   * them.
   */
  concurrency: number;
  /** Delivers the messages of alerts; null if nothing does. */
  tellAlert: TellAlert | null;
  /** Tells apps of sessions that have ended; null if no app is to be told. */
  tellLogout: TellLogout | null;
}

/** A mailer that runs. */
export interface Mailer {
  /** Whether it still looks for mails with success. */
  isTurning(): boolean;
  /** Whether it still tries to, which it does while the database is away. */
  isAlive(): boolean;
  /** Finishes what it holds, and claims nothing more: within ten seconds. */
  stop(): Promise<void>;
}

/**
 * Writes and sends queued mail, tells alerts and logouts, and cleans up in this process, until it is stopped. The
 * caller closes `auth` and the provider afterwards.
 */
export async function startMailer(auth: Auth, options: MailerOptions): Promise<Mailer> {
  const { concurrency, tellAlert, tellLogout, observer } = options;
  const onProblem = logProblem(observer);
  const { send, cleaning, pause } = openMailWork(auth, options);
  const stopWatching = await watchSecret({ auth, pause, observer });
  const works = [send("awaited", concurrency), send("notice", concurrency), cleaning];
  if (tellAlert) works.push(alertWork(auth, tellAlert));
  if (tellLogout) works.push(logoutWork(auth, tellLogout));
  const worker = startWorker(works, onProblem);
  const listening = listen(options, worker.wake, onProblem);
  const say = () => worker.isTurning() && noteMailer(auth.db).catch(() => {});
  await say();
  const saying = setInterval(say, SAYS_IT_LIVES_EVERY_MS);
  return {
    isTurning: worker.isTurning,
    isAlive: worker.isAlive,
    stop: async () => {
      clearInterval(saying);
      stopWatching();
      await Promise.all([worker.stop(), listening.stop()]);
    },
  };
}

function logProblem({ log }: Observer): OnProblem {
  return (message, error) => log.warn({ err: error }, message);
}

function listen({ database, schema }: MailerOptions, onWake: () => void, onProblem: OnProblem) {
  if (isPooled(database)) return { stop: async () => {} };
  const stopping = new AbortController();
  const onIdleError = (error: Error) =>
    onProblem("The connection that wakes this mailer broke", error);
  const pool = createPool(database, {
    ...(schema !== undefined && { schema }),
    max: MAILER_CONNECTIONS,
    onIdleError,
  });
  const listening = listenForWork(pool, onWake, onProblem, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await listening;
      await pool.end();
    },
  };
}
