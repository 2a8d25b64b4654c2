import type { QueryPool } from "./query-pool.ts";

/** Tells mailers that something became due. It has no content: a mailer that gets it looks for itself. */
export const WORK_CHANNEL = "watchword:due";

/** Mails that become due within this time share one NOTIFY, because the commit of each NOTIFY waits for all others. */
const GATHERED_FOR_MS = 10;

const NOTIFY = {
  name: "notify-due",
  // Nothing depends on this commit being on disk: a mailer that isn't notified looks within a second.
  text: "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, '')",
  values: [WORK_CHANNEL],
};

/** A function to call when something due was committed: mailers are notified within some milliseconds. */
export function createWakeUp(pool: Pick<QueryPool, "query">): () => void {
  let timer: NodeJS.Timeout | null = null;
  return () => {
    timer ??= setTimeout(() => {
      timer = null;
      pool.query(NOTIFY).catch(() => {});
    }, GATHERED_FOR_MS).unref();
  };
}
