import { type Kysely, PostgresAdapter, PostgresDialect, sql } from "kysely";

/**
 * Kysely's own lock is one of the session, which a pooler would keep, and has the same key in all programs: an app that
 * migrates its own tables by Kysely in this database would be waited for.
 */
class MigrationAdapter extends PostgresAdapter {
  override async acquireMigrationLock(trx: Kysely<unknown>): Promise<void> {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended('watchword:migrate-tables', 0))`.execute(
      trx,
    );
  }

  override async releaseMigrationLock(): Promise<void> {}
}

/** Postgres for Kysely's migrator, which is given a transaction. */
export class MigrationDialect extends PostgresDialect {
  override createAdapter(): MigrationAdapter {
    return new MigrationAdapter();
  }
}
