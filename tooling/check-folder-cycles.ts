import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/*
 * Fails if folders of a package use each other in a circle: by imports of TypeScript, types included, or by calls of SQL
 * functions from SQL and TypeScript. A folder directly in `src` counts as one, with all that is in it, and so does each
 * folder in web's `app` and auth's `flows`. A file beside them counts by itself.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const SOURCE = /^((?:apps|packages)\/[^/]+\/src)\/(.+)\.(?:tsx?|sql)$/;
const OPENED = /^(?:app|flows)\//;
const GENERATED = /\.generated\.ts$/;
const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;
const SQL_COMMENT = /--.*$|\/\*[^]*?\*\//gm;
const SQL_FUNCTION = /\bCREATE OR REPLACE FUNCTION (\w+)/g;
/** How TypeScript calls a function: `ctx.call("find_session", …)`, or in a statement of its own. */
const SQL_CALL = /\bcall\(\s*"(\w+)"|\b([a-z]+_\w+)\(/g;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => SOURCE.test(file) && !GENERATED.test(file));

const texts = new Map(files.map((file) => [file, textOf(file)]));

/** The file of each SQL function. */
const functions = new Map<string, string>();
for (const [file, text] of texts)
  if (isSql(file))
    for (const [, name = ""] of text.matchAll(SQL_FUNCTION)) functions.set(name, file);

/** What uses what: of each folder the folders that it uses, and by which file. */
const uses = new Map<string, Map<string, string>>();
for (const [file, text] of texts) {
  const from = folderOf(file);
  const known = uses.get(from) ?? new Map<string, string>();
  uses.set(from, known);
  for (const used of [...importedBy(file, text), ...calledBy(file, text)])
    if (folderOf(used) !== from) known.set(folderOf(used), file);
}

function isSql(file: string): boolean {
  return file.endsWith(".sql");
}

/** What a file says, without the comments of SQL. */
function textOf(file: string): string {
  const text = readFileSync(path.join(ROOT, file), "utf8");
  return isSql(file) ? text.replaceAll(SQL_COMMENT, "") : text;
}

/** The files that a file imports. */
function importedBy(file: string, text: string): string[] {
  if (isSql(file)) return [];
  return Array.from(text.matchAll(IMPORT), ([, target = ""]) =>
    path.join(path.dirname(file), target),
  ).filter((imported) => SOURCE.test(imported));
}

/** The files of the SQL functions that a file calls, in its own package. */
function calledBy(file: string, text: string): string[] {
  const names = isSql(file)
    ? Array.from(text.replaceAll(SQL_FUNCTION, "").matchAll(/\b(\w+)\(/g), ([, name]) => name)
    : Array.from(text.matchAll(SQL_CALL), ([, called, named]) => called ?? named);
  return names
    .flatMap((name) => functions.get(name ?? "") ?? [])
    .filter((called) => packageOf(called) === packageOf(file));
}

/** Where a package's sources are: `packages/auth/src`, say. */
function packageOf(file: string): string {
  return SOURCE.exec(file)?.[1] ?? "";
}

/** The folder that a file is in: `apps/web/src/app/link`, say. */
function folderOf(file: string): string {
  const [, source = "", within = ""] = SOURCE.exec(file) ?? [];
  const [first = "", second = "", ...rest] = within.split("/");
  const isDeep = OPENED.test(within) && rest.length > 0;
  return path.join(source, isDeep ? `${first}/${second}` : OPENED.test(within) ? within : first);
}

const passed = new Set<string>();
const circles: string[] = [];

function follow(folder: string, way: readonly string[]): void {
  const seenAt = way.indexOf(folder);
  if (seenAt >= 0) circles.push(describe([...way.slice(seenAt), folder]));
  if (seenAt >= 0 || passed.has(folder)) return;
  for (const next of uses.get(folder)?.keys() ?? []) follow(next, [...way, folder]);
  passed.add(folder);
}

function describe(way: readonly string[]): string {
  const steps = way.slice(1).map((folder, step) => {
    const from = way[step] ?? "";
    return `  ${uses.get(from)?.get(folder)} uses ${folder}`;
  });
  return `These folders use each other in a circle:\n${steps.join("\n")}`;
}

for (const folder of uses.keys()) follow(folder, []);
if (circles.length > 0) {
  console.error(circles.join("\n"));
  process.exit(1);
}
