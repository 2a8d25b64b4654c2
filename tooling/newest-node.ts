import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** Asks the registry whether a newer Node of the pinned major version is out. Not part of `check`: that one needs no network. */
const file = path.resolve(import.meta.dirname, "../package.json");
const { node: pinned } = (
  JSON.parse(readFileSync(file, "utf8")) as { devDependencies: { node: string } }
).devDependencies;
const [major] = pinned.split(".");

const answer = execFileSync("npm", ["view", `node@${major}`, "version", "--json"], {
  encoding: "utf8",
});
const newest = [JSON.parse(answer) as string | string[]]
  .flat()
  .toSorted((one, other) => one.localeCompare(other, "en", { numeric: true }))
  .at(-1);

if (newest !== pinned) {
  console.error(`Node ${newest} is out, and package.json pins ${pinned}. It may mend a weakness:`);
  console.error("pin it there, and in each place that `pnpm check` then names.");
  process.exit(1);
}
console.log(`Node ${pinned} is the newest release of Node ${major}.`);
