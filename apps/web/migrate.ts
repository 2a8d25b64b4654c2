import { readEnv } from "./src/environment/env.ts";
import { log } from "./src/log/log.ts";
import { migrateDatabase } from "./src/server/migrate-database.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { runMain } from "./src/server/main.ts";

/** Brings the database up to date and ends. */
runMain(async () => {
  const database = await openDatabase(readEnv());
  await migrateDatabase(database);
  log.info(`The schema of ${database.description} is up to date`);
  await database.close();
});
