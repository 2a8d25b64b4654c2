import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const PACKAGE = join(import.meta.dirname, "..");

export interface PackedProject {
  folder: string;
  /** Checks types of these files, strictly. Throws what is wrong. */
  compile(files: string[], options: object): Promise<void>;
  /** What a program of the project prints. Throws where it fails, with its words. */
  run(program: string, ...args: string[]): Promise<string>;
  remove(): Promise<void>;
}

const STRICT = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: "es2022",
  lib: ["esnext", "dom", "dom.iterable"],
  skipLibCheck: true,
};

/** The package as npm would bring it, in this folder. Answers the file. */
export async function pack(folder: string): Promise<string> {
  await pnpm(PACKAGE, "pack", "--pack-destination", folder);
  return join(folder, "watchword-client-0.1.0.tgz");
}

/**
 * Another app's project, outside the repository, that installs the package beside these: at the versions that are
 * installed here, unless it says others. Versions that don't fit to each other are refused.
 */
export async function createPackedProject(
  tarball: string,
  beside: Record<string, string | null>,
): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), "watchword-client-"));
  await cp(join(PACKAGE, "test/consumer"), folder, { recursive: true });
  const versions = Object.entries(beside).map(
    async ([name, version]) => [name, version ?? (await installedVersion(name))] as const,
  );
  const dependencies = {
    "@watchword/client": `file:${tarball}`,
    ...Object.fromEntries(await Promise.all(versions)),
  };
  const manifest = { name: "another-app", private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  const strict = "--config.strict-peer-dependencies=true";
  await pnpm(
    folder,
    "install",
    "--prefer-offline",
    "--ignore-workspace",
    "--no-frozen-lockfile",
    strict,
  );
  return {
    folder,
    async compile(files, options) {
      const tsconfig = { compilerOptions: { ...STRICT, ...options }, files };
      await writeFile(join(folder, "tsconfig.json"), JSON.stringify(tsconfig));
      await execute(folder, "node_modules/.bin/tsc", []);
    },
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
