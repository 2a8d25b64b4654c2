import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sharedFile } from "@watchword/db/testing/shared-file";
import { execute, installedVersions, pack, pnpm } from "../../../tooling/packed.ts";

const PACKAGE = join(import.meta.dirname, "..");
const OLDEST_NODE = "22.23.3";

const BUILDS = "allowBuilds: { node: true, sharp: false }\n";

/** One of our packages as it is published, made once in a run of the tests. */
export const packed = (name: string): Promise<string> =>
  sharedFile(`${name}.tgz`, (file) => pack(name, file));

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
  await cp(join(PACKAGE, "test/consumer"), folder, { recursive: true });
  const manifest = {
    name: "an-app",
    private: true,
    type: "module",
    dependencies: {
      watchword: `file:${await packed("watchword")}`,
      ...(await installedVersions(PACKAGE, libraries)),
    },
    devDependencies: {
      node: OLDEST_NODE,
      ...(await installedVersions(PACKAGE, ["@types/node", "typescript"])),
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
