import { cp, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { installedVersions, pnpm } from "./packed.ts";

const EXAMPLES = path.resolve(import.meta.dirname, "../examples");

/** What stays behind: what was installed or built there. */
const MADE = new Set(["node_modules", ".next", "dist", "next-env.d.ts"]);

const BUILDS = "allowBuilds: { node: true, sharp: false, esbuild: false }\n";

interface Manifest {
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

/**
 * Makes an empty folder outside the repository the project of an example, as somebody has it who copied it: with our
 * packages as they are published, which `packed` answers the files of, and everything else in the version that is
 * installed here.
 */
export async function createExampleProject(
  name: string,
  folder: string,
  packed: (name: string) => Promise<string>,
): Promise<void> {
  const example = path.join(EXAMPLES, name);
  await cp(example, folder, { recursive: true, filter: (file) => !MADE.has(path.basename(file)) });
  const file = path.join(folder, "package.json");
  const manifest = JSON.parse(await readFile(file, "utf8")) as Manifest;
  const standAlone = {
    ...manifest,
    dependencies: await published(example, manifest.dependencies, packed),
    devDependencies: await published(example, manifest.devDependencies, packed),
  };
  await writeFile(file, JSON.stringify(standAlone, null, 2));
  await writeFile(path.join(folder, "pnpm-workspace.yaml"), BUILDS);
  await pnpm(folder, "install", "--prefer-offline", "--no-frozen-lockfile");
}

/** Dependencies as they are written outside of a workspace. */
async function published(
  example: string,
  dependencies: Record<string, string> = {},
  packed: (name: string) => Promise<string>,
): Promise<Record<string, string>> {
  const written = Object.entries(dependencies).map(async ([name, version]) => {
    if (version.startsWith("workspace:"))
      return { [name]: `file:${await packed(path.basename(name))}` };
    return version === "catalog:" ? installedVersions(example, [name]) : { [name]: version };
  });
  return Object.assign({}, ...(await Promise.all(written))) as Record<string, string>;
}
