import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { takeOne, waitMs } from "./bucket.ts";

/** So many in a window, coming back one by one over its length. */
export interface Rate {
  count: number;
  windowSeconds: number;
}

export type Taken = { ok: true } | { ok: false; retryAfterMs: number };

/** Counts calls by what they are told apart by: a keyed hash, never the thing itself. */
export interface Limiter {
  take(key: Buffer, rate: Rate): Promise<Taken>;
}

/** Limits kept in Postgres: one statement a call, right over any number of processes. */
export function postgresLimiter(db: Kysely<Database>): Limiter {
  return {
    async take(key, { count, windowSeconds }) {
      const rate = { burst: count, refillSeconds: windowSeconds / count };
      const { rows } = await sql<{ ok: boolean; wait_ms: number | null }>`
        WITH taken AS (${takeOne(sql`SELECT ${key}::bytea`, rate)})
        SELECT EXISTS (SELECT FROM taken) AS ok, (
          SELECT ${waitMs(rate)} FROM buckets WHERE bucket = ${key}
        ) AS wait_ms`.execute(db);
      const { ok = false, wait_ms = 0 } = rows[0] ?? {};
      return ok ? { ok: true } : { ok: false, retryAfterMs: Math.max(1, Math.ceil(wait_ms ?? 1)) };
    },
  };
}
