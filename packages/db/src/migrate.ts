import { Kysely, PostgresDialect, sql } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import type pg from "pg";
import { examineDatabase } from "./fitness.ts";
import { createPool } from "./pool.ts";
import { foreignGrants, revokeForeignGrants } from "./foreign-grants.ts";
import { takeOwnership } from "./ownership.ts";
import { grantRights } from "./roles.ts";
import type { Database } from "./schema.ts";
import * as signIn from "./migrations/0001-sign-in.ts";
import * as accounts from "./migrations/0002-accounts.ts";
import * as oneTimeTokens from "./migrations/0003-one-time-tokens.ts";
import * as mailDelivery from "./migrations/0004-mail-delivery.ts";
import * as locale from "./migrations/0005-locale.ts";
import * as guessBudget from "./migrations/0006-guess-budget.ts";
import * as buckets from "./migrations/0007-buckets.ts";
import * as audit from "./migrations/0008-audit.ts";
import * as alerts from "./migrations/0009-alerts.ts";
import * as auditOwner from "./migrations/0010-audit-owner.ts";
import * as operator from "./migrations/0011-operator.ts";
import * as auditMonths from "./migrations/0012-audit-months.ts";
import * as growth from "./migrations/0013-growth.ts";
import * as auditLocks from "./migrations/0014-audit-locks.ts";
import * as slots from "./migrations/0015-slots.ts";
import * as guessTotals from "./migrations/0016-guess-totals.ts";
import * as auditRetention from "./migrations/0018-audit-retention.ts";
import * as mailboxes from "./migrations/0019-mailboxes.ts";
import * as networksAndNotices from "./migrations/0020-networks-and-notices.ts";
import * as mailQueue from "./migrations/0022-mail-queue.ts";
import * as fairMails from "./migrations/0023-fair-mails.ts";

/** Frozen once released: a change to the schema is a new entry. */
const migrations: Record<string, Migration> = {
  "0001-sign-in": signIn,
  "0002-accounts": accounts,
  "0003-one-time-tokens": oneTimeTokens,
  "0004-mail-delivery": mailDelivery,
  "0005-locale": locale,
  "0006-guess-budget": guessBudget,
  "0007-buckets": buckets,
  "0008-audit": audit,
  "0009-alerts": alerts,
  "0010-audit-owner": auditOwner,
  "0011-operator": operator,
  "0012-audit-months": auditMonths,
  "0013-growth": growth,
  "0014-audit-locks": auditLocks,
  "0015-slots": slots,
  "0016-guess-totals": guessTotals,
  "0018-audit-retention": auditRetention,
  "0019-mailboxes": mailboxes,
  "0020-networks-and-notices": networksAndNotices,
  "0022-mail-queue": mailQueue,
  "0023-fair-mails": fairMails,
};

const LOCK = sql`hashtextextended('watchword:migrate', 0)`;

export interface MigrateOptions {
  /**
   * Days that the record is kept, whatever the serving role asks for; unchanged unless told, and 400 in a
   * new database.
   */
  keepAuditDays?: number;
}

export interface Migrated {
  /** What other roles could do with our tables until then, in words. */
  revoked: string[];
  /** What they still can do, since it was granted on what isn't ours to change. */
  foreign: string[];
  /**
   * Migrations of a newer release that the database has: this one serves over them, as a rollback or an old
   * process of a rolling upgrade does, and leaves the schema as it is.
   */
  newer: string[];
}

/**
 * Brings a database to the newest schema, and takes away what other roles may do with it. Safe to call
 * from any number of processes at once: one works, the others wait. Where `runtimeUrl` names another
 * role, that one may then serve, and owns nothing. Throws with the failed migration's name, with the SQL
 * to run where its role lacks rights, and `UnfitDatabaseError` where it makes nothing.
 */
export async function migrate(
  ownerUrl: string,
  runtimeUrl: string = ownerUrl,
  options: MigrateOptions = {},
): Promise<Migrated> {
  const pool = createPool(ownerUrl, { max: 4, statementTimeoutMs: 0 });
  const runtimePool = createPool(runtimeUrl, { max: 2, statementTimeoutMs: 0 });
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const runtimeDb = new Kysely<unknown>({ dialect: new PostgresDialect({ pool: runtimePool }) });
  try {
    const role = await roleOf(runtimePool);
    const hasOwnRole = role !== (await roleOf(pool));
    return await db.connection().execute(async (lockHolder) => {
      await sql`SELECT pg_advisory_lock(${LOCK})`.execute(lockHolder);
      // What the owner may not read yet, it can't examine either.
      if (hasOwnRole) await takeOwnership(db, role);
      const { newer } = await examineDatabase(db, Object.keys(migrations));
      if (newer.length > 0) return { revoked: [], foreign: [], newer };
      await migrateOwnTables(db);
      await keepRecord(db, options);
      const revoked = await db.transaction().execute(async (trx) => {
        if (hasOwnRole) await letServe(trx, role);
        return revokeForeignGrants(trx);
      });
      await sql`SELECT pg_advisory_unlock(${LOCK})`.execute(lockHolder);
      return { revoked, foreign: await foreignGrants(runtimeDb), newer: [] };
    });
  } finally {
    await db.destroy();
    await runtimeDb.destroy();
  }
}

/** Settles how long the record is kept, as far as whoever asks owns it, and makes the coming months. */
async function keepRecord(db: Kysely<unknown>, { keepAuditDays }: MigrateOptions): Promise<void> {
  const { rows } = await sql<{ may: boolean }>`
    SELECT has_table_privilege('audit_retention', 'UPDATE') AS may`.execute(db);
  if (rows[0]?.may && keepAuditDays !== undefined) {
    await sql`
      UPDATE audit_retention SET keep = make_interval(days => ${keepAuditDays})`.execute(db);
  }
  await sql`SELECT keep_audit_partitions(interval '10 years')`.execute(db);
}

async function letServe(trx: Kysely<unknown>, role: string): Promise<void> {
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
    SELECT to_regclass('kysely_migration') IS NOT NULL AS applied`.execute(db);
  if (!rows[0]?.applied) return Object.keys(migrations);
  const done = await sql<{ name: string }>`SELECT name FROM kysely_migration`.execute(db);
  const names = new Set(done.rows.map((row) => row.name));
  return Object.keys(migrations).filter((name) => !names.has(name));
}

async function migrateOwnTables(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ schema: string }>`SELECT current_schema()::text AS schema`.execute(
    db,
  );
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // Else a table of that name in any schema counts.
    migrationTableSchema: rows[0]?.schema ?? "",
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const failed = results?.find((result) => result.status === "Error");
  throw new Error(`Migration ${failed?.migrationName ?? "(before the first)"} failed`, {
    cause: error,
  });
}
