import { migrate } from "@watchword/auth/migrate";
import { type Environment, readDatabase } from "./environment.ts";

/** Migrates the database that the environment names to this release's schema, and prints what it found. */
export async function migrateByEnvironment(environment: Environment): Promise<number> {
  const { database, schema } = readDatabase(environment);
  const owner = environment["MIGRATION_DATABASE_URL"] || database;
  const { revoked, foreign, newer } = await migrate(owner, database, {
    schema,
    onWait: (words) => console.warn(words),
  });
  if (newer.length > 0)
    console.warn(
      `The database belongs to a newer release, and is left as it is: ${newer.join(", ")}`,
    );
  for (const right of revoked) console.warn(`Taken away: ${right}`);
  for (const right of foreign) console.warn(`Others still have: ${right}`);
  console.log(`The schema ${schema} is up to date.`);
  return 0;
}
