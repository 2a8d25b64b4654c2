import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withClient } from "@watchword/db/connect";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@watchword/db/embedded";
import { inDatabase } from "@watchword/db/testing/in-database";
import type { TestProject } from "vitest/node";
import { migrate } from "../migrate.ts";

/** One Postgres for the whole test run, with the database that test databases are cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const runFolder = await mkdtemp(join(tmpdir(), "watchword-test-"));
  await chmod(runFolder, 0o755);
  const env = environmentOfPostgres();
  const postgres = await startEmbeddedPostgres({ folder: join(runFolder, "postgres"), env });
  await createTemplate(postgres);
  project.provide("runFolder", runFolder);
  project.provide("postgresUrl", postgres.ownerUrl);
  project.provide("runtimeUrl", postgres.url);
  project.provide("postgresEnvironment", env);
  return async () => {
    await postgres.stop();
    await rm(runFolder, { recursive: true, maxRetries: 20 });
  };
}

/** Another clock, say (`.ci/test-on-another-day`): assignments with spaces between them. */
function environmentOfPostgres(): Record<string, string> {
  const assignments = process.env.TEST_POSTGRES_ENV?.split(" ") ?? [];
  return Object.fromEntries(assignments.map((assignment) => assignment.split("=", 2)));
}

async function createTemplate({ url, ownerUrl }: EmbeddedPostgres): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    // Nobody reads this data after a crash.
    await client.query("ALTER SYSTEM SET fsync = off");
    await client.query("SELECT pg_reload_conf()");
    await client.query("CREATE DATABASE watchword_template");
  });
  await migrate(inDatabase(ownerUrl, "watchword_template"), inDatabase(url, "watchword_template"));
}
