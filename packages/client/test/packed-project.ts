import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedFile } from "@watchword/db/testing/shared-file";
import { execute, installedVersions, pack, pnpm } from "../../../tooling/packed.ts";

const PACKAGE = join(import.meta.dirname, "..");

/** One of our packages as it is published, made once in a run of the tests. */
export const packed = (name: string): Promise<string> =>
  sharedFile(`${name}.tgz`, (file) => pack(name, file));

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

/**
 * Another app's project, outside the repository, that installs the package as npm would bring it beside these: at the
 * versions that are installed here, unless it says others. Versions that don't fit to each other are refused.
 */
export async function createPackedProject(
  beside: Record<string, string | null>,
): Promise<PackedProject> {
  const folder = await mkdtemp(join(tmpdir(), "watchword-client-"));
  await cp(join(PACKAGE, "test/consumer"), folder, { recursive: true });
  const pinned = Object.entries(beside).filter(([, version]) => version !== null);
  const others = Object.keys(beside).filter((name) => beside[name] === null);
  const dependencies = {
    "@watchword/client": `file:${await packed("client")}`,
    ...(await installedVersions(PACKAGE, others)),
    ...Object.fromEntries(pinned),
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
