import { sql, type Transaction } from "kysely";

/**
 * Sets settings until the transaction ends. Leaves out what this version of Postgres doesn't know, or can't do on its
 * system.
 */
export async function setLocally(
  trx: Transaction<unknown>,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const each = Object.entries(settings).map(
    ([name, value]) => sql`
      BEGIN
        PERFORM set_config(${sql.lit(name)}, ${sql.lit(value)}, true);
      EXCEPTION WHEN undefined_object OR invalid_parameter_value THEN
      END;`,
  );
  await sql`DO $$ BEGIN ${sql.join(each, sql``)} END $$`.execute(trx);
}
