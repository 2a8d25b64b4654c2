import { type Auth, createAuth } from "@watchword/auth";
import { isPooled } from "@watchword/db/database-url";
import { createPool } from "@watchword/db/pool";
import { noteMailer } from "@watchword/db/readiness";
import { listenForWork } from "@watchword/db/wake-up";
import { type OnProblem, startWorker } from "@watchword/db/worker";
import { alertWork } from "../alerts/watch-alerts.ts";
import type { Config } from "../config.ts";
import { log } from "../log.ts";
import { traceStatement } from "../telemetry/span.ts";
import { openMailWork } from "./mail-work.ts";
import { watchSecret } from "./ready-mail.ts";

const SAYS_IT_LIVES_EVERY_MS = 30_000;
/** What a worker takes beside its pool, to be woken by. */
export const WORKER_CONNECTIONS = 1;

export interface RunningWorker {
  /** What keeps it from delivering, in a few words; null for nothing. */
  check(): Promise<string | null>;
  /** What its readiness is looked up with. */
  auth: Auth;
  /** Whether it still looks for mails. */
  isTurning(): boolean;
  /** Finishes what it holds, and claims nothing more. */
  stop(): Promise<void>;
}

/** Says at once what nobody would notice before the first mail. */
export function tellOfMail(problem: string | null): void {
  if (problem !== null) log.error({ problem }, "No mail can go out as things are");
}

/** Writes and sends queued mail and cleans up, in this process, until stopped. */
export async function startMailWorker(config: Config): Promise<RunningWorker> {
  const { databaseUrl, poolSize, secrets, policy, workerConcurrency } = config;
  const onProblem: OnProblem = (message, error) => log.warn({ err: error }, message);
  const auth = createAuth({
    databaseUrl,
    poolSize,
    secret: secrets,
    policy,
    onIdleError: ({ message }) => log.warn(message),
    onStatement: traceStatement,
  });
  const { send, chores, gate, provider } = await openMailWork(config, auth);
  const stopWatching = await watchSecret({ auth, gate });
  const mails = [send("awaited", workerConcurrency), send("notice", workerConcurrency)];
  const worker = startWorker([...mails, chores, ...alertWork(config, auth)], onProblem);
  const listening = listen(databaseUrl, worker.wake, onProblem);
  const say = () => worker.isTurning() && noteMailer(auth.db).catch(() => {});
  await say();
  const saying = setInterval(say, SAYS_IT_LIVES_EVERY_MS);
  return {
    auth,
    check: provider.check,
    isTurning: worker.isTurning,
    stop: async () => {
      clearInterval(saying);
      stopWatching();
      await worker.stop();
      await listening.stop();
      provider.close();
      await auth.close();
    },
  };
}

/** Behind PgBouncer nobody can listen: the worker looks each second. */
function listen(databaseUrl: string, onWake: () => void, onProblem: OnProblem) {
  if (isPooled(databaseUrl)) return { stop: async () => {} };
  const stopping = new AbortController();
  const onIdleError = ({ message }: Error) => log.warn(message);
  const pool = createPool(databaseUrl, { max: WORKER_CONNECTIONS, onIdleError });
  const listening = listenForWork(pool, onWake, onProblem, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await listening;
      await pool.end();
    },
  };
}
