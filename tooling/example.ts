import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createExampleProject } from "./example-project.ts";
import { pack } from "./packed.ts";

/*
 * Runs an example with our packages as they are published: `pnpm example next-inside`. It is copied into a new folder, whose
 * name is printed, and started there by its script `start`.
 */

const [name = ""] = process.argv.slice(2);
const examples = path.resolve(import.meta.dirname, "../examples");
const names = (await readdir(examples)).filter((folder) =>
  existsSync(path.join(examples, folder, "package.json")),
);
if (!names.includes(name)) {
  console.error(`Name one of the examples: ${names.join(", ")}`);
  process.exit(2);
}
const packages = await mkdtemp(path.join(tmpdir(), "watchword-packages-"));
const folder = await mkdtemp(path.join(tmpdir(), `watchword-${name}-`));
await createExampleProject(name, folder, async (packed) => {
  const file = path.join(packages, `${packed}.tgz`);
  await pack(packed, file);
  return file;
});
console.log(`${name} is in ${folder}`);
const program = spawn("npx", ["-y", "pnpm@12", "start"], { cwd: folder, stdio: "inherit" });
const [code] = (await once(program, "exit")) as [number | null];
process.exitCode = code ?? 1;
