import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGES = path.resolve(import.meta.dirname, "../packages");

/** Packs a package of the repository into a file, as it would be published: `watchword`, `client`. */
export async function pack(name: string, file: string): Promise<void> {
  await pnpm(path.join(PACKAGES, name), "pack", "--out", file);
}

/** The versions of libraries that are installed for a package or an example. */
export async function installedVersions(
  folder: string,
  names: readonly string[],
): Promise<Record<string, string>> {
  const versions = names.map(async (name) => {
    const manifest = path.join(folder, "node_modules", name, "package.json");
    const { version } = JSON.parse(await readFile(manifest, "utf8")) as { version: string };
    return [name, version] as const;
  });
  return Object.fromEntries(await Promise.all(versions));
}

/** Runs pnpm in a folder. Answers what it prints. */
export function pnpm(folder: string, ...args: string[]): Promise<string> {
  return execute(folder, "npx", ["-y", "pnpm@12", ...args]);
}

/** What a program prints. Throws where it fails, with its words. */
export async function execute(
  folder: string,
  program: string,
  args: readonly string[],
): Promise<string> {
  try {
    return (await run(program, args, { cwd: folder })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}
