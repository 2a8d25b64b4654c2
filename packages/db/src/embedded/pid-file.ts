import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { readIfThere } from "./cluster.ts";
import { OWN_ACCOUNT, run } from "./command.ts";

/**
 * Removes the pid file of a Postgres that was killed: if another process has its pid by now, the next Postgres would
 * refuse to start. The caller must hold the folder's lock.
 */
export async function dropStalePidFile(folder: string): Promise<void> {
  const [pid] = await readLines(folder);
  if (pid === undefined) return;
  const commandLine = await commandLineOf(pid);
  if (!commandLine.includes(join(folder, "data"))) await rm(pathIn(folder), { force: true });
}

/** The port of the Postgres that wrote the pid file; 0 if it has none yet. */
export async function readPort(folder: string): Promise<number | undefined> {
  const lines = await readLines(folder);
  return lines.length === 0 ? undefined : Number(lines[3] ?? 0);
}

async function readLines(folder: string): Promise<string[]> {
  return (await readIfThere(pathIn(folder)))?.split("\n") ?? [];
}

function pathIn(folder: string): string {
  return join(folder, "data", "postmaster.pid");
}

/** Empty if there is no such process. */
async function commandLineOf(pid: string): Promise<string> {
  if (process.platform === "linux") {
    return readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  }
  const { ok, output } = await run(OWN_ACCOUNT, ["ps", "-ww", "-o", "command=", "-p", pid]);
  return ok ? output : "";
}
