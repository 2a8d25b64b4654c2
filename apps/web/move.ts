import { moveIntoSchema } from "@watchword/db/move";
import { readEnv } from "./src/environment/env.ts";
import { log } from "./src/log/log.ts";
import { migrateDatabase } from "./src/server/migrate-database.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { runMain } from "./src/server/main.ts";
import { waitForDatabase } from "./src/server/wait-for-database.ts";

/** Copies the data of an earlier release into the schema of this one, and ends. */
runMain(async () => {
  const database = await openDatabase(readEnv());
  const { migrationUrl, config } = database;
  const { databaseUrl, databaseSchema: schema, policy } = config;
  await waitForDatabase([migrationUrl, databaseUrl], schema);
  const { from, rows, left } = await moveIntoSchema(migrationUrl, databaseUrl, {
    schema,
    from: process.argv[2],
    keepAuditDays: policy.audit.retentionDays,
    onWait: (words) => log.warn(words),
  });
  // The functions of this release, which work on these rows.
  await migrateDatabase(database);
  log.info(
    { rows },
    `What was in ${from} is in ${schema} now, row for row. The old tables are in the schema ${left}; once all is ` +
      `well: DROP SCHEMA ${left} CASCADE; and, if there is a schema graphile_worker that nothing else uses: ` +
      "DROP SCHEMA graphile_worker CASCADE;",
  );
  await database.close();
});
