import { type Kysely, PostgresAdapter, PostgresDialect, sql } from "kysely";

/**
 * Replaces the lock of Kysely's migrator. That one belongs to the session, so a pooler would keep it, and has the same
 * key in every program, so we would wait for an app that migrates its own tables in this database by Kysely.
 */
class MigrationAdapter extends PostgresAdapter {
  override async acquireMigrationLock(trx: Kysely<unknown>): Promise<void> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchword:migrate-tables', 0))`.execute(
      trx,
    );
  }

  override async releaseMigrationLock(): Promise<void> {}
}

/** The dialect for Kysely's migrator, which must be given a transaction. */
export class MigrationDialect extends PostgresDialect {
  override createAdapter(): MigrationAdapter {
    return new MigrationAdapter();
  }
}
