import { type QueryExecutorProvider, type RawBuilder, sql } from "kysely";
import { SCHEMA_NAME } from "../own-objects.ts";

/** A process that holds a lock, or a prepared transaction. */
export interface Holder {
  /** Identifies the transaction while it lasts. */
  transaction: string;
  /** Null for a prepared transaction. */
  pid: number | null;
  /** Like the next two: null if there is none, or the asking role may not see it. */
  role: string | null;
  program: string | null;
  address: string | null;
}

/** Finds what holds locks on tables of our schema, except the connection that asks. */
export function holdersOfTables(db: QueryExecutorProvider): Promise<Holder[]> {
  return findHolders(
    db,
    sql`locktype = 'relation' AND relation IN (
      SELECT pg_class.oid FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
      WHERE nspname = ${SCHEMA_NAME})`,
  );
}

/** Finds what holds an advisory lock, by its bigint key. */
export function holdersOfKey(
  db: QueryExecutorProvider,
  key: RawBuilder<unknown>,
): Promise<Holder[]> {
  return findHolders(
    db,
    sql`locktype = 'advisory' AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = ${key}`,
  );
}

async function findHolders(
  db: QueryExecutorProvider,
  held: RawBuilder<unknown>,
): Promise<Holder[]> {
  const { rows } = await sql<Holder>`
    SELECT DISTINCT virtualtransaction AS transaction, lock.pid, usename::text AS role,
      nullif(application_name, '') AS program, host(client_addr) AS address
    FROM pg_locks AS lock LEFT JOIN pg_stat_activity AS session ON session.pid = lock.pid
    WHERE granted AND lock.pid IS DISTINCT FROM pg_backend_pid() AND ${held}
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ORDER BY lock.pid`.execute(db);
  return rows;
}

/** For example `process 4711 (watchword_owner, pg_dump, 10.0.0.5)`. Of many, names three. */
export function inWords(holders: readonly Holder[]): string {
  const named = holders.slice(0, 3).map(({ pid, role, program, address }) => {
    const about = [role, program, address].filter((known) => known !== null).join(", ");
    const what = pid === null ? "a prepared transaction" : `process ${pid}`;
    return about === "" ? what : `${what} (${about})`;
  });
  const more = holders.length - named.length;
  return [...named, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

/** SQL that ends the holders, for an operator who decides to do so. */
export function endingSql(holders: readonly Holder[]): string {
  const pids = holders.flatMap(({ pid }) => pid ?? []);
  return pids.map((pid) => `SELECT pg_terminate_backend(${pid});`).join(" ");
}
