import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

/*
 * Whether what is published works: its versions stand in the change log, and its packed tests pass, which install it
 * outside the repository. Says how large it is.
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
const projects = PUBLISHED.flatMap((name) => ["--project", name]);
if (!process.argv.includes("--sizes-only"))
  pnpm(ROOT, "exec", "vitest", "run", ...projects, "packed");

const folder = await mkdtemp(path.join(tmpdir(), "watchword-size-"));
try {
  const tarball = path.join(folder, "watchword.tgz");
  pnpm(path.join(ROOT, "packages/watchword"), "pack", "--out", tarball);
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ private: true }));
  execFileSync("npm", ["install", "--omit=dev", "--no-audit", "--no-fund", tarball], {
    cwd: folder,
  });
  const modules = path.join(folder, "node_modules");
  const compiler = await sizeOf(modules, /^(?:@typescript|typescript)\//);
  console.log(`packed: ${kilobytes((await stat(tarball)).size)}`);
  console.log(`watchword itself, installed: ${kilobytes(await sizeOf(modules, /^watchword\//))}`);
  console.log(`with all that it brings: ${kilobytes(await sizeOf(modules, /^/))}`);
  console.log(`of that, TypeScript, which tRPC asks npm for: ${kilobytes(compiler)}`);
} finally {
  await rm(folder, { recursive: true });
}

function pnpm(cwd: string, ...args: string[]): void {
  execFileSync("npx", ["-y", "pnpm@12", ...args], { cwd, stdio: "inherit" });
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
  return `${Math.round(bytes / 1000).toLocaleString("en")} kB`;
}
