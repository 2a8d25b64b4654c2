import { readFile } from "node:fs/promises";
import path from "node:path";
import { build } from "rolldown";
import { rollup } from "rollup";
import { dts } from "rollup-plugin-dts";
import { inlineSql } from "./inline-sql.ts";
import { resolveTypes } from "./resolve-types.ts";
import { thirdParty } from "./third-party.ts";

/*
 * Writes `dist`: JavaScript and types for each entry point of the package. What is ours is in it; other
 * packages stay imports, and so npm brings them and their fixes. React is ours where it writes mails: an app may have
 * another one, and Next replaces it where it renders on the server. The notices of what is in it lie beside it.
 */

const FOLDER = path.resolve(import.meta.dirname, "..");
const ROOT = path.resolve(FOLDER, "../..");
const OLDEST_NODE = "node22.12";
const OURS = /^(?:[./]|@watchword\/|virtual:)/;
const REACT_FOR_MAILS = /^(?:react|react-dom|react-email|use-intl|scheduler)(?:\/|$)/;
const IS_ENTRY_SOURCE = path.join(FOLDER, "src/");
/** The entry points for browsers, which are built apart, so that nothing of Node's is in what they share. */
const FOR_BROWSERS = new Set(["react"]);

interface Manifest {
  exports: Record<string, string>;
  publishConfig: { bin?: Record<string, string> };
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const manifest = JSON.parse(await readFile(path.join(FOLDER, "package.json"), "utf8")) as Manifest;
const npmBrings = { ...manifest.dependencies, ...manifest.peerDependencies };
const sources = Object.values(manifest.exports).map((file) => path.basename(file, ".ts"));
const programs = Object.values(manifest.publishConfig.bin ?? {}).map((file) =>
  path.basename(file, ".js"),
);

const others = thirdParty();
await writeForNode([...sources.filter((name) => !FOR_BROWSERS.has(name)), ...programs]);
await writeForBrowsers([...FOR_BROWSERS]);
await others.write(path.join(FOLDER, "dist"));
await writeTypes(sources);

async function writeForNode(names: string[]): Promise<void> {
  await build({
    cwd: FOLDER,
    input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
    platform: "node",
    external: isExternal,
    plugins: [inlineSql(ROOT), others.plugin],
    transform: { target: OLDEST_NODE, define: { "process.env.NODE_ENV": '"production"' } },
    output: { dir: "dist", chunkFileNames: "internal/[name]-[hash].js" },
  });
}

/** React is the app's own here. */
async function writeForBrowsers(names: string[]): Promise<void> {
  await build({
    cwd: FOLDER,
    input: Object.fromEntries(names.map((name) => [name, `src/${name}.ts`])),
    platform: "browser",
    external: isBroughtByNpm,
    plugins: [others.plugin],
    output: { dir: "dist", chunkFileNames: "internal/[name]-[hash].js" },
  });
}

async function writeTypes(names: string[]): Promise<void> {
  const bundle = await rollup({
    input: Object.fromEntries(
      names.map((name) => [name, path.join(FOLDER, `.build/packages/watchword/src/${name}.d.ts`)]),
    ),
    external: (id) => !OURS.test(id),
    plugins: [resolveTypes(ROOT, path.join(FOLDER, ".build")), dts()],
    onwarn(warning) {
      throw new Error(warning.message);
    },
  });
  await bundle.write({
    dir: path.join(FOLDER, "dist"),
    entryFileNames: "[name].d.ts",
    chunkFileNames: "internal/[name]-[hash].d.ts",
  });
}

function isExternal(id: string, importer: string | undefined): boolean {
  const writesMails = importer !== undefined && !importer.startsWith(IS_ENTRY_SOURCE);
  return !(writesMails && REACT_FOR_MAILS.test(id)) && isBroughtByNpm(id, importer);
}

/** Throws for a package that npm wouldn't bring. */
function isBroughtByNpm(id: string, importer: string | undefined): boolean {
  if (OURS.test(id) || importer === undefined) return false;
  const name = /^(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? id;
  if (id.startsWith("node:") || name in npmBrings) return true;
  if (importer.includes("/node_modules/")) return false;
  throw new Error(`${id}, which ${importer} imports, is no dependency of the package.`);
}
