import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { type Kysely, sql } from "kysely";
import { inject } from "vitest";
import { createDatabase, createPool } from "../pool.ts";
import type { Database } from "../schema.ts";
import { inDatabase } from "./in-database.ts";
import { asSuperuser } from "./superuser.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A folder that is removed after the test run. */
    runFolder: string;
    /** The URL of the Postgres that the test run has started, as the role that may do anything. */
    postgresUrl: string;
    /** Its URL as the role that serves. */
    runtimeUrl: string;
    /** What Postgres has in its environment in addition, such as another clock. */
    postgresEnvironment: Record<string, string>;
  }
}

export interface TestDatabase {
  /** As the role that serves. */
  url: string;
  /** As the role that owns the tables. */
  ownerUrl: string;
  /** Removes it, whoever is still connected. */
  drop(): Promise<void>;
}

/** A migrated and empty database that nobody else uses. */
export async function createTestDatabase(
  { url, ownerUrl } = { url: inject("runtimeUrl"), ownerUrl: inject("postgresUrl") },
): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await cloneTemplate(ownerUrl, name);
  return {
    url: inDatabase(url, name),
    ownerUrl: inDatabase(ownerUrl, name),
    async drop() {
      await asSuperuser(`DROP DATABASE ${name} WITH (FORCE)`, ownerUrl);
    },
  };
}

/**
 * Lets time pass: moves every time in the tables into the past. The triggers that guard tables against changes are off,
 * and events of the record move to the months that they then belong to.
 */
export function passTime(db: Kysely<Database>, seconds: number): Promise<void> {
  return asOwner(db, (owner) => moveMoments(owner, seconds));
}

/** Does what the serving role may not do to a test's database. */
export async function asOwner<Result>(
  db: Kysely<Database>,
  work: (owner: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const { rows } = await sql<{ name: string }>`SELECT current_database() AS name`.execute(db);
  const owner = createDatabase(
    createPool(inDatabase(inject("postgresUrl"), rows[0]?.name ?? ""), {
      max: 1,
      statementTimeoutMs: 0,
    }),
  );
  try {
    return await work(owner);
  } finally {
    await owner.destroy();
  }
}

async function moveMoments(owner: Kysely<Database>, seconds: number): Promise<void> {
  await makeMonths(owner, seconds);
  await owner.transaction().execute(async (trx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(trx);
    // Spans would collide while they move; the events are counted again.
    await trx.deleteFrom("event_totals").execute();
    await trx.deleteFrom("guess_totals").execute();
    for (const { table, columns } of await findMoments(trx)) {
      const moved = columns.map(
        (column) =>
          sql`${sql.ref(column)} = ${sql.ref(column)} - make_interval(secs => ${seconds})`,
      );
      await sql`UPDATE ${sql.id(table)} SET ${sql.join(moved)}`.execute(trx);
    }
    await sql`
      INSERT INTO guess_totals
      SELECT budget, date_bin('10 minutes', at, to_timestamp(0)), count(*) FROM spent_guesses
      WHERE substring(budget FROM 1 FOR 12) = 'code-length:' GROUP BY 1, 2`.execute(trx);
  });
}

/** The time by Postgres's clock, which the product uses; this process's clock may differ. */
export async function timeOf(db: Kysely<Database>): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`SELECT clock_timestamp() AS now`.execute(db);
  if (rows[0] === undefined) throw new Error("No row");
  return rows[0].now;
}

/** At most how many milliseconds have passed since `timeOf` returned this. */
export async function msSince(db: Kysely<Database>, then: Date): Promise<number> {
  return (await timeOf(db)).getTime() - then.getTime() + 1;
}

/** Makes the months that the record's events are about to move to, unless a test dated some there. */
async function makeMonths(db: Kysely<Database>, seconds: number): Promise<void> {
  const { rows } = await sql<{ month: string; next: string }>`
    SELECT to_char(month, 'YYYY-MM') AS month, to_char(month + interval '1 month', 'YYYY-MM') AS next
    FROM (SELECT DISTINCT date_trunc('month', (at - make_interval(secs => ${seconds})) AT TIME ZONE 'UTC')
      FROM audit_events) AS moved(month)
    WHERE to_regclass('audit_events_' || to_char(month, 'YYYY_MM')) IS NULL AND NOT EXISTS (
      SELECT FROM audit_events_other WHERE date_trunc('month', at AT TIME ZONE 'UTC') = month
    )`.execute(db);
  for (const { month, next } of rows) {
    const name = sql.id(`audit_events_${month.replace("-", "_")}`);
    const [starts, ends] = [sql.lit(`${month}-01Z`), sql.lit(`${next}-01Z`)];
    await sql`
      CREATE TABLE ${name} PARTITION OF audit_events FOR VALUES FROM (${starts}) TO (${ends})`.execute(
      db,
    );
  }
}

/** The columns by table; a partitioned table's rows are found, and moved on, through itself. */
async function findMoments(db: Kysely<Database>) {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    SELECT relname AS table, array_agg(attname::text) AS columns
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
    WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
      AND atttypid = 'timestamptz'::regtype AND attgenerated = '' AND NOT attisdropped
    GROUP BY relname`.execute(db);
  return rows;
}

const OBJECT_IN_USE = "55006";

/** Autovacuum may briefly use the template, and a template in use can't be cloned. */
async function cloneTemplate(adminUrl: string, name: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await asSuperuser(`CREATE DATABASE ${name} TEMPLATE watchword_template`, adminUrl);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== OBJECT_IN_USE || attempt === 5) throw error;
      await setTimeout(100);
    }
  }
}
