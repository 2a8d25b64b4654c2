import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { chmod, mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import pg from "pg";
import { expect, inject, vi } from "vitest";

let used: string | undefined;

/** A folder with a space in its name that every user may enter, and that is gone after the test run. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(inject("runFolder"), "watchword embedded-"));
  await chmod(folder, 0o755);
  return folder;
}

/**
 * A folder in which a Postgres has run. It is a copy, which is quicker than a new one, and isn't synced to disk,
 * because its data needn't survive a crash.
 */
export async function makeUsedFolder(): Promise<string> {
  used ??= await useOnce(join(await makeFolder(), "postgres"));
  const folder = join(await makeFolder(), "postgres");
  await promisify(execFile)("cp", ["-a", used, folder]);
  return folder;
}

async function useOnce(folder: string): Promise<string> {
  const postgres = await startEmbeddedPostgres({ folder });
  await query(postgres.ownerUrl, "ALTER SYSTEM SET fsync = off");
  await postgres.stop();
  return folder;
}

/** The one row of a query. */
export async function query(url: string, statement: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(statement)).rows[0];
  } finally {
    await client.end();
  }
}

export async function postmasterOf(folder: string): Promise<number> {
  return Number.parseInt(await readFile(join(folder, "data/postmaster.pid"), "utf8"));
}

/** Kills the Postgres of the folder, and waits until it is gone. */
export async function killPostgres(folder: string): Promise<void> {
  const postmaster = await postmasterOf(folder);
  process.kill(postmaster, "SIGKILL");
  await waitForEnd(postmaster);
}

/** Waits until a process has ended, even if nobody has read its exit code. */
export async function waitForEnd(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 60_000 });
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== "linux" || readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}
