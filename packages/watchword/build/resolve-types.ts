import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "rollup";

/** Finds the declarations that TypeScript wrote for an entry point of another package of ours. */
export function resolveTypes(root: string, emitted: string): Plugin {
  return {
    name: "resolve-types",
    async resolveId(id) {
      const [, name, slice = ""] = /^@watchword\/([^/]+)(?:\/(.+))?$/.exec(id) ?? [];
      if (name === undefined) return null;
      const folder = path.join("packages", name);
      const manifest = await readFile(path.join(root, folder, "package.json"), "utf8");
      const { exports } = JSON.parse(manifest) as { exports: Record<string, string> };
      const source = exports[slice === "" ? "." : `./${slice}`];
      if (source === undefined) throw new Error(`${id} isn't exported.`);
      return path.join(emitted, folder, source.replace(/\.tsx?$/, ".d.ts"));
    },
  };
}
