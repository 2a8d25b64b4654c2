import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../..");
/** The sources of a build. */
const SOURCES = ["apps/web/src", "apps/web/messages", "packages", "pnpm-lock.yaml"];
const NOT_SOURCE = new Set(["node_modules", "test", "dist", ".turbo", "generated"]);

/** A hash of the sources of this build, the same on every machine. */
export function sourceHash(): string {
  const hash = createHash("sha256");
  for (const source of SOURCES) addTo(hash, source);
  return hash.digest("hex").slice(0, 20);
}

function addTo(hash: ReturnType<typeof createHash>, name: string): void {
  const entries = readEntries(name);
  if (entries === null) {
    hash
      .update(`${name}\0`)
      .update(readFileSync(path.join(ROOT, name)))
      .update("\0");
    return;
  }
  for (const entry of entries.toSorted()) {
    if (!NOT_SOURCE.has(entry)) addTo(hash, `${name}/${entry}`);
  }
}

/** The entries of a folder; null for a file. */
function readEntries(name: string): string[] | null {
  try {
    return readdirSync(path.join(ROOT, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOTDIR") return null;
    throw error;
  }
}
