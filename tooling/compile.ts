import { cp, glob, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "rolldown";

const ROOT = path.resolve(import.meta.dirname, "..");
const WEB = path.join(ROOT, "apps/web");
/** Of react-email the mails use a few components, and all of it takes half a second and 50 MB to load. */
const INCLUDED = /^(?:[./]|@watchword\/|react-email$)/;

/**
 * Compiles what `start` and the other commands run. Each module of ours becomes JavaScript in its
 * package's `dist`, by its place in `src`, with the SQL files that it reads beside it; other packages are
 * found where they are for the source.
 */
for await (const folder of glob(["packages/{api,auth,db,emails,mailer}/dist", "apps/web/dist"], {
  cwd: ROOT,
}))
  await rm(path.join(ROOT, folder), { recursive: true });
await build({
  cwd: ROOT,
  input: ["server", "worker", "migrate", "move", "rotate-keys"].map((name) =>
    path.join(WEB, `${name}.ts`),
  ),
  platform: "node",
  external: (id) => !INCLUDED.test(id),
  output: {
    dir: ROOT,
    preserveModules: true,
    preserveModulesRoot: ROOT,
    entryFileNames: ({ name }) => `${compiled(name)}.js`,
  },
});
for await (const file of glob("packages/{auth,db}/src/**/*.sql", { cwd: ROOT }))
  await cp(path.join(ROOT, file), path.join(ROOT, compiled(file)));

/** `packages/db/src/pool` is compiled to `packages/db/dist/pool`, and `apps/web/server` to `apps/web/dist/server`. */
function compiled(module: string): string {
  const name = path.relative(ROOT, path.resolve(ROOT, module));
  if (name.startsWith("node_modules/"))
    return name.replace(/^.*\/node_modules\/([^/]+)\/dist\//, "packages/emails/dist/$1/");
  return name.replace(/^((?:apps|packages)\/[^/]+)\/(?:src\/)?/, "$1/dist/");
}
