import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, "..");

export interface PackedProject {
  folder: string;
  /** What a program of the project prints. Throws where it fails, with its words. */
  run(program: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/** Another app's project, outside the repository, with the package as npm would bring it. */
export async function createPackedProject(): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), "watchword-client-"));
  await pnpm(PACKAGE, "pack", "--pack-destination", folder);
  await cp(join(PACKAGE, "test/consumer"), folder, { recursive: true });
  const names = [
    "@tanstack/react-query",
    "@trpc/tanstack-react-query",
    "@types/node",
    "@types/react",
    "react",
    "typescript",
  ];
  const versions = await Promise.all(names.map(installedVersion));
  const dependencies = {
    "@watchword/client": "file:./watchword-client-0.1.0.tgz",
    ...Object.fromEntries(names.map((name, index) => [name, versions[index]])),
  };
  const manifest = { name: "another-app", private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await pnpm(folder, "install", "--prefer-offline", "--ignore-workspace", "--no-frozen-lockfile");
  return {
    folder,
    run: (program, ...args) => execute(folder, program, args),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function installedVersion(name: string): Promise<string> {
  const manifest = await readFile(join(PACKAGE, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

function pnpm(cwd: string, ...args: string[]): Promise<string> {
  return execute(cwd, "npx", ["-y", "pnpm@12", ...args]);
}

async function execute(cwd: string, program: string, args: string[]): Promise<string> {
  try {
    return (await run(program, args, { cwd })).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(" ")}\n${stdout}\n${stderr}`, { cause: error });
  }
}
