import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The texts of the `.sql` files below `folder`, by their paths in it, and sorted by these. */
export async function readSqlFiles(folder: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(folder, { recursive: true });
  const paths = entries.filter((name) => name.endsWith(".sql")).toSorted();
  const read = async (path: string) => [path, await readFile(join(folder, path), "utf8")] as const;
  return new Map(await Promise.all(paths.map(read)));
}
