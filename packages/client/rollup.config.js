import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { dts } from "rollup-plugin-dts";

const entries = (extension) => ({
  client: `.build/client/src/client.${extension}`,
  hono: `.build/client/src/hono.${extension}`,
  next: `.build/client/src/next.${extension}`,
  react: `.build/client/src/react/react.${extension}`,
  "react-query": `.build/client/src/react-query.${extension}`,
  server: `.build/client/src/server/sign-in.${extension}`,
});

/** What npm brings beside the package. */
const external = /^(@(noble|trpc|tanstack)\/|(cookie|next|react)(\/|$))/;

/** What comes from Watchword's other packages goes into this one: npm doesn't have them. */
const fromOtherPackages = (extension) => ({
  name: "from-other-packages",
  resolveId: (id) => {
    const [, folder, path] = /^@watchword\/(\w+)\/(.+)$/.exec(id) ?? [];
    if (folder === undefined) return null;
    const { exports } = JSON.parse(readFileSync(`../${folder}/package.json`, "utf8"));
    return resolve(`.build/${folder}`, exports[`./${path}`].replace(/ts$/, extension));
  },
});

/** The contract says nothing of what the server knows of a caller, and all of Watchword's types hang on it. */
const withoutServerContext = {
  name: "without-server-context",
  load: (id) => (id.endsWith("/src/context.d.ts") ? "export type ApiContext = object;" : null),
};

export default [
  {
    input: entries("js"),
    output: { dir: "dist", chunkFileNames: "[name].js" },
    external,
    plugins: [fromOtherPackages("js")],
  },
  {
    input: entries("d.ts"),
    output: { dir: "dist", entryFileNames: "[name].d.ts", chunkFileNames: "[name].ts" },
    external,
    plugins: [fromOtherPackages("d.ts"), withoutServerContext, dts()],
  },
];
