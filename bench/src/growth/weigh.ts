import pg from "pg";

/** What a row of a table takes on disk, in bytes. */
export interface Weight {
  rows: number;
  table: number;
  indexes: number;
}

const TABLES = [
  "users",
  "sessions",
  "notices_told",
  "tokens",
  "mails",
  "audit_events",
  "buckets",
  "spent_guesses",
];

/** Bytes per row of the large tables, as they were filled: without what updates leave until the next vacuum. */
export async function weigh(databaseUrl: string): Promise<Record<string, Weight>> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: "-c search_path=watchword",
  });
  await client.connect();
  const weights: Record<string, Weight> = {};
  for (const table of TABLES) {
    const { rows } = await client.query<Weight>(
      `SELECT sum(reltuples)::float8 AS rows, sum(pg_table_size(oid))::float8 / sum(reltuples)::float8 AS table,
         sum(pg_indexes_size(oid))::float8 / sum(reltuples)::float8 AS indexes
       FROM pg_class WHERE relkind = 'r' AND reltuples > 0 AND (
         oid = $1::regclass OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::regclass))`,
      [table],
    );
    if (rows[0]) weights[table] = rows[0];
  }
  await client.end();
  return weights;
}
