import type pg from "pg";

const JOB_ADDED = "jobs:insert";

/** Nothing hangs on this commit being on the disk: a worker that isn't told looks within a second. */
const TELL = {
  name: "tell-workers",
  text: "SELECT set_config('synchronous_commit', 'off', true), pg_notify($1, $2)",
};

/**
 * Has workers told of the jobs that connections of the pool have added, as soon as they are committed:
 * once for as many as were added while the last telling was under way.
 */
export function tellWorkers(pool: pg.Pool): void {
  const added = new WeakMap<pg.PoolClient, number>();
  let untold = 0;
  let telling = false;

  async function tell(): Promise<void> {
    telling = true;
    while (untold > 0) {
      const payload = JSON.stringify({ count: untold });
      untold = 0;
      await pool.query({ ...TELL, values: [JOB_ADDED, payload] }).catch(() => {});
    }
    telling = false;
  }

  pool.on("connect", (client) => {
    client.on("notice", ({ message, detail = "{}" }) => {
      if (message !== JOB_ADDED) return;
      const { count = 1 } = JSON.parse(detail) as { count?: number };
      added.set(client, (added.get(client) ?? 0) + count);
    });
  });
  // A connection is given back when what it did is committed.
  pool.on("release", (_error, client) => {
    const count = added.get(client);
    if (count === undefined) return;
    added.delete(client);
    untold += count;
    if (!telling) void tell();
  });
}
