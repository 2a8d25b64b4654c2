import { type Kysely, sql } from "kysely";

/*
 * The record's tables belong to who migrates, and its months are kept by who serves: so the function runs
 * as its owner, in a search path that nobody else chooses.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    DO $$ BEGIN
      EXECUTE format(
        'ALTER FUNCTION keep_audit_partitions(interval) SECURITY DEFINER SET search_path = %I, pg_temp',
        current_schema());
    END $$`.execute(db);
}
