import { join } from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@watchword/db/embedded";
import { inDatabase } from "@watchword/db/testing/in-database";
import { makeRunFolder } from "@watchword/db/testing/run-folder";
import { asSuperuser } from "@watchword/db/testing/superuser";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate.ts";

/** One Postgres for the whole test run, with the database that test databases are cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = await makeRunFolder();
  const env = environmentOfPostgres();
  const postgres = await startEmbeddedPostgres({ folder: join(runFolder.path, "postgres"), env });
  await createTemplate(postgres);
  project.provide("runFolder", runFolder.path);
  project.provide("postgresUrl", postgres.ownerUrl);
  project.provide("runtimeUrl", postgres.url);
  project.provide("postgresEnvironment", env);
  return async () => {
    await postgres.stop();
    await runFolder.remove();
  };
}

/** Such as another clock (`.ci/test-on-another-day`): assignments, separated by spaces. */
function environmentOfPostgres(): Record<string, string> {
  const assignments = process.env.TEST_POSTGRES_ENV?.split(" ") ?? [];
  return Object.fromEntries(assignments.map((assignment) => assignment.split("=", 2)));
}

async function createTemplate({ url, ownerUrl }: EmbeddedPostgres): Promise<void> {
  // Nobody needs this data after a crash.
  await asSuperuser("ALTER SYSTEM SET fsync = off", ownerUrl);
  await asSuperuser("ALTER SYSTEM SET full_page_writes = off", ownerUrl);
  await asSuperuser("SELECT pg_reload_conf()", ownerUrl);
  await asSuperuser("CREATE DATABASE watchword_template", ownerUrl);
  await migrate(inDatabase(ownerUrl, "watchword_template"), inDatabase(url, "watchword_template"));
}
