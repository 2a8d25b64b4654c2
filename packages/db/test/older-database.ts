import { Kysely, PostgresDialect, sql } from "kysely";
import { Migrator } from "kysely/migration";
import { createPool } from "@watchword/db/pool";
import { migrations } from "../src/migrations/migrations.ts";
import { MIGRATION_TABLES } from "../src/own-objects.ts";
import { makeRoles } from "./role-pairs.ts";

/** A database of a release before `0015-voided-tokens`, which changes the table `tokens`. */
export async function makeOlderDatabase(): ReturnType<typeof makeRoles> {
  const made = await makeRoles();
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: createPool(made.ownerUrl, { max: 2 }) }),
  });
  const older = Object.entries(migrations).filter(([name]) => name < "0015");
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => Object.fromEntries(older) },
    migrationTableName: MIGRATION_TABLES[0],
    migrationLockTableName: MIGRATION_TABLES[1],
    migrationTableSchema: "watchword",
  });
  await sql`CREATE SCHEMA watchword`.execute(db);
  const { error } = await migrator.migrateToLatest();
  await db.destroy();
  if (error !== undefined) throw error;
  return made;
}
