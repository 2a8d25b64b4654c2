import { type Kysely, type QueryResult, type RawBuilder, sql } from "kysely";
import type { Database } from "./schema.ts";

/**
 * Runs a query that is planned for its values. Prepared statements have one plan for all values, which suits queries
 * that find rows by keys; what operators look for may be every other row of millions, or none.
 */
export function runPlanned<Row>(
  db: Kysely<Database>,
  query: RawBuilder<Row>,
): Promise<QueryResult<Row>> {
  return db.transaction().execute(async (trx) => {
    await sql`SET LOCAL plan_cache_mode = force_custom_plan`.execute(trx);
    return query.execute(trx);
  });
}
