import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { dts } from "rollup-plugin-dts";

const entries = (extension) => ({
  client: `.build/client/src/client.${extension}`,
  "react-query": `.build/client/src/react-query.${extension}`,
});

/** What npm brings beside the package. */
const external = /^@(trpc|tanstack)\//;

const API = "@watchword/api/";
const { exports: apiExports } = JSON.parse(readFileSync("../api/package.json", "utf8"));

/** The types of the contract come from the API's own, which npm doesn't have. */
const apiTypes = {
  name: "api-types",
  resolveId: (id) => {
    if (!id.startsWith(API)) return null;
    const source = apiExports[`./${id.slice(API.length)}`];
    return resolve(".build/api", source.replace(/\.ts$/, ".d.ts"));
  },
};

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
  },
  {
    input: entries("d.ts"),
    output: { dir: "dist", entryFileNames: "[name].d.ts", chunkFileNames: "contract.d.ts" },
    external,
    plugins: [apiTypes, withoutServerContext, dts()],
  },
];
