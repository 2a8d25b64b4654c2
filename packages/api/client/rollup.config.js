import { dts } from "rollup-plugin-dts";

const entries = (extension) => ({
  client: `.build/client/src/client.${extension}`,
  "react-query": `.build/client/src/react-query.${extension}`,
});

/** What npm brings beside the package. */
const external = /^@(trpc|tanstack)\//;

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
    plugins: [withoutServerContext, dts()],
  },
];
