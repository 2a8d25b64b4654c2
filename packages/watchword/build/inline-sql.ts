import path from "node:path";
import type { Plugin } from "rolldown";
import { readSqlFiles } from "@watchword/db/sql-files";

const FOLDERS = ["packages/auth/src", "packages/db/src/migrations"];
const TEXTS = "virtual:sql-files";

/**
 * Writes the SQL files into a module that is loaded when a database is migrated. A bundler then finds all of
 * the package, and nothing of it has to lie beside it.
 */
export function inlineSql(root: string): Plugin {
  const isReader = (id: string) => id === path.join(root, "packages/db/src/sql-files.ts");
  return {
    name: "inline-sql",
    resolveId: (id) => (id === TEXTS ? id : null),
    async load(id) {
      if (isReader(id)) {
        return `export async function readSqlFiles(folder) {
          const { texts } = await import(${JSON.stringify(TEXTS)});
          return new Map(texts[folder]);
        }`;
      }
      return id === TEXTS ? `export const texts = ${JSON.stringify(await readAll(root))};` : null;
    },
    transform(code, id) {
      if (!code.includes("import.meta.dirname")) return null;
      const folder = path.relative(root, path.dirname(id));
      if (!FOLDERS.includes(folder))
        throw new Error(`${id} reads files beside it, which the package wouldn't have.`);
      return code.replaceAll("import.meta.dirname", JSON.stringify(folder));
    },
  };
}

async function readAll(root: string): Promise<Record<string, readonly [string, string][]>> {
  const texts = FOLDERS.map(async (folder) => {
    const files = await readSqlFiles(path.join(root, folder));
    return [folder, [...files]] as const;
  });
  return Object.fromEntries(await Promise.all(texts));
}
