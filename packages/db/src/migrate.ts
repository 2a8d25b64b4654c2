import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import { Migrator } from "kysely/migration";
import type pg from "pg";
import { DEFAULT_SCHEMA } from "./database-schema.ts";
import { examineDatabase } from "./fitness.ts";
import { readFunctionSet } from "./functions/function-set.ts";
import { installFunctions } from "./functions/install.ts";
import { changeTables } from "./locks/change-tables.ts";
import { MigrationDialect } from "./locks/migration-dialect.ts";
import { withMigrationLock } from "./locks/migration-lock.ts";
import type { Waiting } from "./locks/waiting.ts";
import { MIGRATION_TABLES } from "./own-objects.ts";
import { createPool } from "./pool.ts";
import { foreignGrants, revokeForeignGrants } from "./foreign-grants.ts";
import { takeOwnership } from "./ownership.ts";
import { grantRights } from "./roles.ts";
import { migrations } from "./migrations/migrations.ts";
import type { Database } from "./schema.ts";

/** The options of `migrate`. */
export interface MigrateOptions extends Waiting {
  /** The schema of our tables, which is created if it is missing; `watchword` by default. */
  schema?: string;
  /**
   * Days that the record is kept, whatever the serving role asks for; unchanged by default, and 400 in a
   * new database.
   */
  keepAuditDays?: number;
  /** Folders of the SQL functions that this release calls; none by default. */
  functions?: readonly string[];
}

/** What `migrate` did. */
export interface Migrated {
  /** What other roles could do with our tables until then, in words. */
  revoked: string[];
  /** What they still can do, since it was granted on what isn't ours to change. */
  foreign: string[];
  /**
   * Migrations of a newer release that the database has: this one serves over them, as a rollback or an old
   * process of a rolling upgrade does, and leaves the tables as they are. Only its functions are installed.
   */
  newer: string[];
}

/**
 * Brings a database to the newest schema, and takes away what other roles may do with it. Safe to call from any number
 * of processes at once: one works, the others wait. Where `runtime` is of another role, that one may then serve, and
 * owns nothing. Throws with the failed migration's name, with the SQL to run where its role lacks rights,
 * `UnfitDatabaseError` where it makes nothing, and `BusyDatabaseError` if others were waited for too long. Each step is
 * a transaction, and nothing is set in a session.
 */
export async function migrate(
  owner: string | pg.Pool,
  runtime: string | pg.Pool = owner,
  options: MigrateOptions = {},
): Promise<Migrated> {
  const { schema = DEFAULT_SCHEMA, functions = [] } = options;
  const pool = createPool(owner, { schema, max: 4, statementTimeoutMs: 0 });
  const runtimePool = createPool(runtime, { schema, max: 2, statementTimeoutMs: 0 });
  const db = new Kysely<unknown>({ dialect: new MigrationDialect({ pool }) });
  const runtimeDb = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: runtimePool }) });
  try {
    const role = await roleOf(runtimePool);
    const hasOwnRole = role !== (await roleOf(pool));
    return await withMigrationLock(db, run, options);

    async function run(): Promise<Migrated> {
      // What the owner may not read yet, it can't examine either.
      if (hasOwnRole) await takeOwnership(db, role, options);
      const { newer } = await examineDatabase(db, schema, known());
      const isOurs = newer.length === 0;
      const revoked = isOurs ? await bringUpToDate() : [];
      // Also over a newer schema: a release that is rolled back to may be older than the sets that are kept.
      for (const folder of functions)
        await installFunctions(db, await readFunctionSet(folder, schema), role, options);
      return { revoked, foreign: isOurs ? await foreignGrants(runtimeDb) : [], newer };
    }

    async function bringUpToDate(): Promise<string[]> {
      await changeTables(db, (trx) => migrateOwnTables(trx, schema), options);
      await changeTables(db, (trx) => keepRecord(trx, options), options);
      return changeTables(
        db,
        async (trx) => {
          if (hasOwnRole) await letServe(trx, role);
          return revokeForeignGrants(trx);
        },
        options,
      );
    }
  } finally {
    await db.destroy();
    await runtimeDb.destroy();
  }
}

/** Names of this release's migrations. */
const known = () => Object.keys(migrations);

/**
 * Makes our schema, which isn't there yet, in a transaction: `fill` puts rows into its tables before `servingRole` and
 * nobody else may use them. Tables of an earlier release may be elsewhere. Returns false, and makes nothing, if the
 * schema is Watchword's already. Throws as `migrate` does.
 */
export async function setUpSchema(
  trx: Transaction<unknown>,
  servingRole: string,
  options: MigrateOptions,
  fill: () => Promise<void>,
): Promise<boolean> {
  const { schema = DEFAULT_SCHEMA } = options;
  const { pending } = await examineDatabase(trx, schema, known(), { oldLayoutIsFine: true });
  if (pending.length < known().length) return false;
  await migrateOwnTables(trx, schema);
  await fill();
  await keepRecord(trx, options);
  const { rows } = await sql<{ role: string }>`SELECT current_user AS role`.execute(trx);
  if (rows[0]?.role !== servingRole) await letServe(trx, servingRole);
  await revokeForeignGrants(trx);
  return true;
}

/** Settles how long the record is kept, as far as whoever asks owns it, and makes the coming months. */
async function keepRecord(
  trx: Transaction<unknown>,
  { keepAuditDays }: MigrateOptions,
): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    SELECT has_table_privilege('audit_retention', 'UPDATE') AS may`.execute(trx);
  if (rows[0]?.may && keepAuditDays !== undefined) {
    await sql`
      UPDATE audit_retention SET keep = make_interval(days => ${keepAuditDays})`.execute(trx);
  }
  await sql`SELECT keep_audit_partitions(interval '10 years')`.execute(trx);
}

async function letServe(trx: Transaction<unknown>, role: string): Promise<void> {
  await sql`INSERT INTO serving_roles VALUES (${role}) ON CONFLICT DO NOTHING`.execute(trx);
  await grantRights(trx, role);
}

async function roleOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ role: string }>("SELECT current_user AS role");
  return rows[0]?.role ?? "";
}

/** Names of the migrations that the database still lacks; empty when it is ready. */
export async function pendingMigrations(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ applied: boolean }>`
    SELECT to_regclass('migrations') IS NOT NULL AS applied`.execute(db);
  if (!rows[0]?.applied) return known();
  const done = await sql<{ name: string }>`SELECT name FROM migrations`.execute(db);
  const names = new Set(done.rows.map((row) => row.name));
  return known().filter((name) => !names.has(name));
}

/** Its rights are settled with those of what is in it. */
async function makeSchema(trx: Transaction<unknown>, schema: string): Promise<void> {
  const { rows } = await sql`SELECT FROM pg_namespace WHERE nspname = ${schema}`.execute(trx);
  // `IF NOT EXISTS` requires the right to make one even if it exists.
  if (rows.length === 0) await sql`CREATE SCHEMA ${sql.id(schema)}`.execute(trx);
}

async function migrateOwnTables(trx: Transaction<unknown>, schema: string): Promise<void> {
  await makeSchema(trx, schema);
  const migrator = new Migrator({
    db: trx,
    provider: { getMigrations: async () => migrations },
    migrationTableName: MIGRATION_TABLES[0],
    migrationLockTableName: MIGRATION_TABLES[1],
    migrationTableSchema: schema,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error");
  throw new Error(`Migration ${failed?.migrationName ?? "(before the first)"} failed`, {
    cause: error,
  });
}
