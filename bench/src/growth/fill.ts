import { migrate } from "@watchword/auth/migrate";
import pg from "pg";
import { accounts } from "./fill-accounts.ts";
import { makeMonths, record } from "./fill-record.ts";
import { traffic } from "./fill-traffic.ts";
import type { Filling } from "./filling.ts";

/** Tables that are filled at the same time. */
const CONCURRENCY = 2;

/** Fills an empty database for so many accounts, with everything that accounts leave behind. */
export async function fill(databaseUrl: string, n: number): Promise<void> {
  await migrate(databaseUrl);
  await inSession(databaseUrl, (client) => client.query(makeMonths));
  const waiting = [...traffic, ...record, ...accounts].values();
  const worker = async () => {
    for (const filling of waiting)
      await inSession(databaseUrl, (client) => fillTable(client, filling, n));
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
  await inSession(databaseUrl, async (client) => {
    await client.query("UPDATE chores SET done_until = now() - interval '1 minute'");
    await client.query("VACUUM (ANALYZE)");
  });
}

/*
 * Indexes are made anew at the end, which takes a fraction of the time; until then Postgres is told that
 * they aren't ready. Triggers, those of foreign keys included, stay out of it.
 */
async function fillTable(client: pg.Client, { table, insert }: Filling, n: number): Promise<void> {
  const begunAt = performance.now();
  const { rows } = await client.query<{ name: string }>(
    `SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND (
      oid = $1::regclass OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = $1::regclass))`,
    [table],
  );
  const names = rows.map(({ name }) => name);
  await client.query(
    "UPDATE pg_index SET indisready = false WHERE indrelid = ANY($1::text[]::regclass[])",
    [names],
  );
  await client.query(insert(n));
  for (const name of names) await client.query(`REINDEX TABLE ${name}`);
  console.log(`${table}: ${((performance.now() - begunAt) / 1_000).toFixed(1)} s`);
}

async function inSession(databaseUrl: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: "-c search_path=watchword",
  });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query("SET maintenance_work_mem = '512MB'");
    await work(client);
  } finally {
    await client.end();
  }
}
