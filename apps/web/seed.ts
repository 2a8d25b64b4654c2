import { createAuth } from "@watchword/auth";
import { seedWeek } from "@watchword/auth/testing";
import { migrate } from "@watchword/auth/migrate";
import { readEnv } from "./src/environment/env.ts";
import { log } from "./src/log/log.ts";
import { openDatabase } from "./src/server/open-database.ts";
import { runMain } from "./src/server/main.ts";

/** Fills the embedded database with a made-up week, to see the operator's pages. */
runMain(async () => {
  const env = readEnv();
  if (env.databaseUrl !== null)
    throw new Error("A made-up week is for the embedded database alone.");
  const database = await openDatabase(env);
  const { databaseUrl, databaseSchema: schema, secrets, policy } = database.config;
  await migrate(database.migrationUrl, databaseUrl, { schema });
  // The serving role can't set the time of an event.
  const auth = createAuth({
    database: database.migrationUrl,
    schema,
    secret: secrets,
    policy,
  });
  const { events, people } = await seedWeek(auth);
  log.info(`${events} events of ${people.length} people were made up`);
  await auth.close();
  await database.close();
});
