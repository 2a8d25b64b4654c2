import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** So many in a window, coming back one by one over its length. */
export interface Rate {
  count: number;
  windowSeconds: number;
}

/** What a call takes one from: a keyed hash of whom it is counted for, never the thing itself, and its rate. */
export interface Bucket {
  key: Buffer;
  rate: Rate;
}

export type Taken = { ok: true } | { ok: false; retryAfterMs: number };

/** Counts calls. */
export interface Limiter {
  /** Takes one from each bucket, or from none where one is empty. Those that more callers share come first. */
  take(buckets: readonly Bucket[]): Promise<Taken>;
}

/** Limits kept in Postgres: one statement a call, right over any number of processes. */
export function postgresLimiter(db: Kysely<Database>): Limiter {
  return {
    async take(buckets) {
      const keys = buckets.map(({ key }) => key);
      const bursts = buckets.map(({ rate }) => rate.count);
      const refills = buckets.map(({ rate }) => rate.windowSeconds / rate.count);
      const { rows } = await sql<{ wait_ms: number }>`
        SELECT take_from_buckets(${keys}::bytea[], ${bursts}::integer[], ${refills}::float8[]) AS wait_ms`.execute(
        db,
      );
      const waitMs = rows[0]?.wait_ms ?? 1;
      return waitMs === 0
        ? { ok: true }
        : { ok: false, retryAfterMs: Math.max(1, Math.ceil(waitMs)) };
    },
  };
}
