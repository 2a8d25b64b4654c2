import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { startEmbeddedPostgres } from "../embedded/embedded.ts";
import { migrate } from "../migrate.ts";

/** One Postgres for the whole test run, with the database that test databases are cloned from. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "watchword-test-"));
  const postgres = await startEmbeddedPostgres({ folder });
  await createTemplate(postgres.url);
  project.provide("postgresUrl", postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true });
  };
}

async function createTemplate(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  // Nobody reads this data after a crash.
  await client.query("ALTER SYSTEM SET fsync = off");
  await client.query("SELECT pg_reload_conf()");
  await client.query("CREATE DATABASE watchword_template");
  await client.end();
  const template = new URL(adminUrl);
  template.pathname = "watchword_template";
  await migrate(template.href);
}
