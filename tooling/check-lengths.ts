import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";

/** A file of more lines is about more than one thing. */
const MAX_LINES = 200;

/** What nobody writes by hand, what never changes, and what was copied from old releases. */
const EXCEPTED = [
  /\.generated\.ts$/,
  /^packages\/db\/schema\.sql$/,
  /^packages\/db\/src\/migrations\//,
  /^packages\/db\/test\/old-layouts\//,
];

const ROOT = path.resolve(import.meta.dirname, "..");
const files = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.ts", "*.tsx", "*.sql", "*.css"],
  { cwd: ROOT, encoding: "utf8" },
)
  .split("\n")
  .filter((file) => file !== "" && !EXCEPTED.some((excepted) => excepted.test(file)));

for (const file of files) {
  const lines = readFileSync(path.join(ROOT, file), "utf8").split("\n").length - 1;
  if (lines <= MAX_LINES) continue;
  console.error(`${file} has ${lines} lines. Split it: ${MAX_LINES} are the most.`);
  process.exitCode = 1;
}
