import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, "..");
const OLDEST_NODE = "22.23.3";

const BUILDS = "allowBuilds: { node: true, sharp: false }\n";

export interface PackedProject {
  folder: string;
  /** What a program of the project prints. Throws where it fails, with its words. */
  run(program: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

/**
 * An app's project, outside the repository, with the package as npm would bring it, `libraries` of the versions that are
 * installed here, and the oldest Node that it supports.
 */
export async function createPackedProject(libraries: string[] = ["pg"]): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), "watchword-packed-"));
  await pnpm(PACKAGE, "pack", "--out", join(folder, "watchword.tgz"));
  await cp(join(PACKAGE, "test/consumer"), folder, { recursive: true });
  const manifest = {
    name: "an-app",
    private: true,
    type: "module",
    dependencies: { watchword: "file:./watchword.tgz", ...(await installedVersions(libraries)) },
    devDependencies: {
      node: OLDEST_NODE,
      "@types/node": await installedVersion("@types/node"),
      typescript: await installedVersion("typescript"),
    },
  };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(folder, "pnpm-workspace.yaml"), BUILDS);
  await pnpm(folder, "install", "--prefer-offline", "--no-frozen-lockfile");
  return {
    folder,
    run: (program, ...args) => execute(folder, program, args),
    remove: () => rm(folder, { recursive: true }),
  };
}

async function installedVersions(names: string[]): Promise<Record<string, string>> {
  const versions = names.map(async (name) => [name, await installedVersion(name)] as const);
  return Object.fromEntries(await Promise.all(versions));
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
