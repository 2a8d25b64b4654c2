import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { rolldown } from "rolldown";
import { createExampleProject } from "./example-project.ts";
import { execute, pack } from "./packed.ts";

/*
 * Whether what is published works: its versions stand in the change log, its packed tests pass, which install it
 * outside the repository, and so do all examples. Says how large it is. `--sizes-only` does only that.
 */

const ROOT = path.resolve(import.meta.dirname, "..");
const PUBLISHED = ["watchword", "client"];

const log = await readFile(path.join(ROOT, "CHANGELOG.md"), "utf8");
const [, newest] = /^## (\d+\.\d+\.\d+)/m.exec(log) ?? [];
for (const name of PUBLISHED) {
  const manifest = await readFile(path.join(ROOT, "packages", name, "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  if (version !== newest)
    throw new Error(`packages/${name} is ${version}, and the change log's newest is ${newest}.`);
}
const folder = await mkdtemp(path.join(tmpdir(), "watchword-release-"));
try {
  if (!process.argv.includes("--sizes-only")) await testAll();
  await printSizes(await packed("watchword"));
} finally {
  await rm(folder, { recursive: true });
}

async function testAll(): Promise<void> {
  const projects = PUBLISHED.flatMap((name) => ["--project", name]);
  pnpm("exec", "vitest", "run", ...projects, "packed", "example");
  const phone = path.join(folder, "expo");
  await mkdir(phone);
  await createExampleProject("expo", phone, packed);
  await execute(phone, "node_modules/.bin/tsc", []);
  console.log("The types of examples/expo are right.");
  pnpm("build");
  pnpm("exec", "vitest", "run", "--project", "web", "python-example", "hand-off.test");
}

async function packed(name: string): Promise<string> {
  const file = path.join(folder, `${name}.tgz`);
  await pack(name, file);
  return file;
}

async function printSizes(tarball: string): Promise<void> {
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  const install = ["install", "--omit=dev", "--no-audit", "--no-fund", tarball];
  execFileSync("npm", install, { cwd: folder });
  const modules = path.join(folder, "node_modules");
  const compiler = await sizeOf(modules, /^(?:@typescript|typescript)\//);
  console.log(`packed: ${kilobytes((await stat(tarball)).size)}`);
  console.log(`watchword itself, installed: ${kilobytes(await sizeOf(modules, /^watchword\//))}`);
  console.log(`with all that it brings: ${kilobytes(await sizeOf(modules, /^/))}`);
  console.log(`of that, TypeScript, which tRPC asks npm for: ${kilobytes(compiler)}`);
  const kit = kilobytes(await weightOf("watchword/react"));
  console.log(`watchword/react in a browser, minified and gzipped, without React: ${kit}`);
}

/** What a page is sent of an entry point. */
async function weightOf(entry: string): Promise<number> {
  const page = path.join(folder, "page.js");
  await writeFile(page, `export * from "${entry}";`);
  const bundle = await rolldown({ input: page, external: ["react"], platform: "browser" });
  const { output } = await bundle.generate({ minify: true });
  await bundle.close();
  const script = output.map((part) => ("code" in part ? part.code : "")).join("");
  return gzipSync(script).byteLength;
}

function pnpm(...args: string[]): void {
  execFileSync("npx", ["-y", "pnpm@12", ...args], { cwd: ROOT, stdio: "inherit" });
}

async function sizeOf(modules: string, wanted: RegExp): Promise<number> {
  let bytes = 0;
  for (const file of await readdir(modules, { recursive: true })) {
    const found = wanted.test(file) ? await stat(path.join(modules, file)) : null;
    if (found?.isFile()) bytes += found.size;
  }
  return bytes;
}

function kilobytes(bytes: number): string {
  const digits = bytes < 100_000 ? 1 : 0;
  return `${(bytes / 1000).toLocaleString("en", { maximumFractionDigits: digits })} kB`;
}
