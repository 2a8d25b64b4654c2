import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/*
 * Fails if folders of a package import each other in a circle, types included. A folder directly in `src` counts as one, with
 * all that is in it, and so does each folder in web's `app` and auth's `flows`. A file beside them counts by itself.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const SOURCE = /^((?:apps|packages)\/[^/]+\/src)\/(.+)\.tsx?$/;
const OPENED = /^(?:app|flows)\//;
const IMPORT = /\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g;

const files = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
  cwd: ROOT,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => SOURCE.test(file));

/** What imports what: of each room the rooms that it imports, and by which file. */
const imports = new Map<string, Map<string, string>>();
for (const file of files) {
  const from = roomOf(file);
  const known = imports.get(from) ?? new Map<string, string>();
  imports.set(from, known);
  for (const [, target = ""] of readFileSync(path.join(ROOT, file), "utf8").matchAll(IMPORT)) {
    const imported = path.join(path.dirname(file), target);
    if (SOURCE.test(imported) && roomOf(imported) !== from) known.set(roomOf(imported), file);
  }
}

/** The room that a file is in: `apps/web/src/app/link`, say. */
function roomOf(file: string): string {
  const [, source = "", within = ""] = SOURCE.exec(file) ?? [];
  const [first = "", second = "", ...rest] = within.split("/");
  const isDeep = OPENED.test(within) && rest.length > 0;
  return path.join(source, isDeep ? `${first}/${second}` : OPENED.test(within) ? within : first);
}

const passed = new Set<string>();
const circles: string[] = [];

function follow(room: string, way: readonly string[]): void {
  const seenAt = way.indexOf(room);
  if (seenAt >= 0) circles.push(describe([...way.slice(seenAt), room]));
  if (seenAt >= 0 || passed.has(room)) return;
  for (const next of imports.get(room)?.keys() ?? []) follow(next, [...way, room]);
  passed.add(room);
}

function describe(way: readonly string[]): string {
  const steps = way.slice(1).map((room, step) => {
    const from = way[step] ?? "";
    return `  ${imports.get(from)?.get(room)} imports from ${room}`;
  });
  return `These folders import each other in a circle:\n${steps.join("\n")}`;
}

for (const room of imports.keys()) follow(room, []);
if (circles.length > 0) {
  console.error(circles.join("\n"));
  process.exit(1);
}
