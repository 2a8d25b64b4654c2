import { spawn } from "node:child_process";
import { readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import pg from "pg";
import { expect, onTestFinished, test, vi } from "vitest";
import {
  killPostgres,
  makeFolder,
  makeUsedFolder,
  postmasterOf,
  query,
  waitForEnd,
} from "../src/testing/folder.ts";
import { spawnStarter, startElsewhere } from "./starter.ts";

const WAIT_MS = 60_000;

async function start(folder: string) {
  const postgres = await startEmbeddedPostgres({ folder });
  onTestFinished(() => postgres.stop());
  return postgres;
}

const STORE = "CREATE TABLE kept AS SELECT 42 AS answer";
const READ = "SELECT * FROM kept";

test("the pid file of a process that has ended doesn't prevent a start", async () => {
  const folder = await makeUsedFolder();
  const gone = spawn("true");
  await new Promise((resolve) => gone.once("exit", resolve));
  await leavePidFile(folder, gone.pid);
  expect(await start(folder)).toMatchObject({ owned: true });
});

test("a pid file whose pid now belongs to another process doesn't prevent a start", async () => {
  const folder = await makeUsedFolder();
  const { uid, gid } = await stat(folder);
  const other = spawn("sleep", ["600"], process.getuid?.() === 0 ? { uid, gid } : {});
  onTestFinished(() => void other.kill());
  await leavePidFile(folder, other.pid);
  expect(await start(folder)).toMatchObject({ owned: true });
  expect(other.exitCode).toBe(null);
});

test("a killed Postgres is started again, and the process that first started it doesn't stop the new one", async () => {
  const folder = await makeUsedFolder();
  const first = await start(folder);
  await query(first.ownerUrl, STORE);
  await killPostgres(folder);
  const second = await startElsewhere(folder);
  expect(second.owned).toBe(true);
  await first.stop();
  expect(await query(second.ownerUrl, READ)).toEqual({ answer: 42 });
  await second.stop();
});

test("a start waits until the rest of a killed Postgres has ended", async () => {
  const folder = await makeUsedFolder();
  const first = await start(folder);
  const guest = new pg.Client({ connectionString: first.url });
  guest.on("error", () => {});
  await guest.connect();
  const { rows } = await guest.query("SELECT pg_backend_pid() AS pid");
  // Stopped, it can't notice that its Postgres is gone, and so keeps the shared memory.
  process.kill(rows[0].pid, "SIGSTOP");
  await killPostgres(folder);
  const second = start(folder);
  try {
    await vi.waitFor(async () => {
      const log = await readFile(join(folder, "log.previous"), "utf8");
      expect(log).toContain("pre-existing shared memory block");
    }, WAIT_MS);
  } finally {
    process.kill(rows[0].pid, "SIGKILL");
  }
  expect(await second).toMatchObject({ owned: true });
});

test("stopping a killed Postgres doesn't wait", async () => {
  const folder = await makeUsedFolder();
  const postgres = await start(folder);
  await killPostgres(folder);
  await postgres.stop();
});

test("Postgres ends when the process that started it is killed, and starts again with its data", async () => {
  const folder = await makeUsedFolder();
  const starter = await startElsewhere(folder);
  const postmaster = await postmasterOf(folder);
  await query(starter.ownerUrl, STORE);
  starter.process.kill("SIGKILL");
  await waitForEnd(postmaster);
  expect(await readdir(join(folder, "data"))).not.toContain("postmaster.pid");
  const { ownerUrl, owned } = await start(folder);
  expect(owned).toBe(true);
  expect(await query(ownerUrl, READ)).toEqual({ answer: 42 });
});

test("a process that is killed while it sets up the folder leaves nothing that prevents a start", async () => {
  const folder = join(await makeFolder(), "data-dir", "postgres");
  const starter = spawnStarter(folder);
  await vi.waitFor(async () => expect((await readdir(folder)).join()).toMatch(/unfinished-/), {
    timeout: WAIT_MS,
    interval: 5,
  });
  starter.kill("SIGKILL");
  const { ownerUrl, owned } = await start(folder);
  expect(owned).toBe(true);
  await expect(query(ownerUrl, "SELECT")).resolves.toBeDefined();
});

test("a start waits for a Postgres that is shutting down", async () => {
  const folder = await makeUsedFolder();
  const first = await start(folder);
  const guest = new pg.Client({ connectionString: first.url });
  await guest.connect();
  // The kind of shutdown that lets guests finish.
  process.kill(await postmasterOf(folder), "SIGTERM");
  const second = start(folder);
  const log = join(folder, "log");
  await vi.waitFor(async () => {
    expect(await readFile(log, "utf8")).toContain("FATAL:  the database system is shutting down");
  }, WAIT_MS);
  await guest.end();
  expect(await second).toMatchObject({ owned: true });
  await first.stop();
  await expect(query((await second).url, "SELECT")).resolves.toBeDefined();
});

async function leavePidFile(folder: string, pid: number | undefined): Promise<void> {
  const data = join(folder, "data");
  const lines = [pid, data, 1_700_000_000, 54_321, "", "127.0.0.1", "", "ready   "];
  await writeFile(join(data, "postmaster.pid"), `${lines.join("\n")}\n`);
}
