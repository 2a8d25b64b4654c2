import pg from "pg";
import type { Contestant, OperationName } from "../contestants/contestant.ts";
import { load } from "../load.ts";

const CALLS: OperationName[] = [
  "request a code",
  "sign in, new user",
  "sign in, known user",
  "generate a one-time token",
  "verify a one-time token",
  "read a session",
];

/** Bytes that Postgres writes to its log for a call. */
export interface Logged {
  /** In the first calls after a checkpoint, when each page that is changed is logged whole once. */
  first: number;
  /** In as many calls after them. */
  later: number;
}

/** Nothing else may write to the server meanwhile. */
export async function readLog(
  databaseUrl: string,
  { operations }: Contestant,
  { calls, atOnce }: { calls: number; atOnce: number },
): Promise<Record<string, Logged>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const logged: Record<string, Logged> = {};
  for (const name of CALLS) {
    const bytes: number[] = [];
    for (const part of ["first", "later"]) {
      const runs = (await operations[name]?.(calls)) ?? [];
      if (part === "first") await client.query("CHECKPOINT");
      const from = await logPosition(client);
      await load(runs, atOnce, () => 0);
      bytes.push(((await logPosition(client)) - from) / runs.length);
    }
    const [first = NaN, later = NaN] = bytes;
    logged[name] = { first, later };
  }
  await client.end();
  return logged;
}

async function logPosition(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ at: number }>(
    "SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS at",
  );
  return rows[0]?.at ?? NaN;
}
