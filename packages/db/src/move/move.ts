import { Kysely, sql, type Transaction } from "kysely";
import { DEFAULT_SCHEMA } from "../database-schema.ts";
import { limitWaits } from "../locks/change-tables.ts";
import { MigrationDialect } from "../locks/migration-dialect.ts";
import { withMigrationLock } from "../locks/migration-lock.ts";
import { isInUse } from "../locks/waiting.ts";
import { type MigrateOptions, setUpSchema } from "../migrate.ts";
import { oldLayouts, schemaBefore } from "../old-layout.ts";
import { createPool } from "../pool.ts";
import { copyTables } from "./copy-tables.ts";
import { inspectOld, type OldTables } from "./old-tables.ts";
import { type QueuedAlert, waitingAlerts } from "./waiting-alerts.ts";
import { MoveError } from "./move-error.ts";

/** How long to wait for locks: longer than any statement of a process that is about to end. */
const LOCKED_WITHIN_MS = 15_000;

export interface MoveOptions extends MigrateOptions {
  /** The schema that the old tables are in; needed only if several have them. */
  from?: string | undefined;
}

export interface Moved {
  from: string;
  /** How many rows each table has now; the numbers were compared with the old tables'. */
  rows: Record<string, number>;
  /** The schema that the old tables were put into, for the operator to drop. */
  left: string;
}

/**
 * Carries the data of an earlier Watchword, whose tables are in `public` or in a schema that its URL named, into the
 * schema of this one, in one transaction: all of it or nothing. The old tables are put aside into a schema of their
 * own, so that a process of the earlier release that still runs fails instead of writing there. Throws `MoveError` if
 * there is nothing to move or it can't be moved.
 */
export async function moveIntoSchema(
  ownerUrl: string,
  runtimeUrl: string = ownerUrl,
  options: MoveOptions = {},
): Promise<Moved> {
  const { schema = DEFAULT_SCHEMA } = options;
  const connect = (url: string) => {
    const pool = createPool(url, { schema, max: 2, statementTimeoutMs: 0 });
    return new Kysely<unknown>({ dialect: new MigrationDialect({ pool }) });
  };
  const [owner, runtime] = [connect(ownerUrl), connect(runtimeUrl)];
  try {
    // The old queue belonged to the role that serves.
    const alerts = await waitingAlerts(runtime);
    const role = await roleOf(runtime);
    const run = () => owner.transaction().execute((trx) => move(trx, role, alerts, options));
    return await withMigrationLock(owner, run, options);
  } catch (cause) {
    // Whoever uses one of the tables for long is not waited for.
    if (!isInUse(cause)) throw cause;
    throw new MoveError("Something still uses the old tables. Stop all processes and try again.", {
      cause,
    });
  } finally {
    await owner.destroy();
    await runtime.destroy();
  }
}

async function move(
  trx: Transaction<unknown>,
  servingRole: string,
  alerts: QueuedAlert[],
  options: MoveOptions,
): Promise<Moved> {
  const { schema = DEFAULT_SCHEMA } = options;
  await limitWaits(trx, LOCKED_WITHIN_MS);
  const from = await chooseOld(trx, options);
  const old = await inspectOld(trx, from);
  await lockOld(trx, old);
  const rows: Record<string, number> = {};
  const isNew = await setUpSchema(trx, servingRole, options, async () => {
    Object.assign(rows, await copyTables(trx, old, alerts));
  });
  if (!isNew)
    throw new MoveError(
      `The schema ${schema} is Watchword's already, and nothing was moved. If nobody has used it yet, drop it ` +
        `(DROP SCHEMA ${schema} CASCADE) and try again.`,
    );
  const left = schemaBefore(schema);
  await putAside(trx, old, left);
  return { from, rows, left };
}

async function roleOf(db: Kysely<unknown>): Promise<string> {
  const { rows } = await sql<{ role: string }>`SELECT current_user AS role`.execute(db);
  return rows[0]?.role ?? "";
}

async function chooseOld(trx: Kysely<unknown>, { from }: MoveOptions): Promise<string> {
  const old = await oldLayouts(trx);
  if (from !== undefined && !old.includes(from))
    throw new MoveError(`The schema ${from} has no tables of an earlier Watchword.`);
  const [first, second] = old;
  if (first === undefined)
    throw new MoveError("No schema of this database has tables of an earlier Watchword.");
  if (from === undefined && second !== undefined)
    throw new MoveError(
      `Several schemas have tables of an earlier Watchword: say which, e.g. db:move ${first} (${old.join(", ")}).`,
    );
  return from ?? first;
}

/** Locks the old tables against reads and writes. */
async function lockOld(trx: Transaction<unknown>, { schema, tables }: OldTables): Promise<void> {
  for (const table of tables)
    await sql`LOCK TABLE ${sql.table(`${schema}.${table}`)} IN ACCESS EXCLUSIVE MODE`.execute(trx);
}

async function putAside(trx: Kysely<unknown>, old: OldTables, left: string): Promise<void> {
  await sql`CREATE SCHEMA ${sql.id(left)}`.execute(trx);
  for (const table of old.tables)
    await sql`ALTER TABLE ${sql.table(`${old.schema}.${table}`)} SET SCHEMA ${sql.id(left)}`.execute(
      trx,
    );
  for (const signature of old.functions)
    await sql`ALTER FUNCTION ${sql.raw(signature)} SET SCHEMA ${sql.id(left)}`.execute(trx);
}
