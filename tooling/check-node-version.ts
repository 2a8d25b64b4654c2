import { readFileSync } from "node:fs";
import path from "node:path";

/** Node is pinned once, in package.json. Whatever else names a version of it names the same one. */
const ROOT = path.resolve(import.meta.dirname, "..");
const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");

const pinned = (JSON.parse(read("package.json")) as { devDependencies: { node: string } })
  .devDependencies.node;

const PLACES = [
  { file: "package.json", pattern: /"node": ">=([\d.]+)"/g },
  { file: "Dockerfile", pattern: /^FROM node:([\w.]+)-slim/gm },
  { file: ".github/workflows/ci.yml", pattern: /node-version: ([\w.]+)/g },
  { file: ".github/workflows/newest-node.yml", pattern: /node-version: ([\w.]+)/g },
  { file: "docs/deploy.md", pattern: /^Node ([\d.]+) or newer/gm },
];

const problems = PLACES.flatMap(({ file, pattern }) => {
  const named = Array.from(read(file).matchAll(pattern), ([, version]) => version);
  if (named.length === 0) return [`${file} names no version of Node.`];
  return named
    .filter((version) => version !== pinned)
    .map((version) => `${file} has Node ${version}, and package.json pins ${pinned}.`);
});
if (!/^24\.\d+\.\d+$/.test(pinned))
  problems.push(`package.json: the exact release of Node 24 is pinned, and not ${pinned}.`);

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
