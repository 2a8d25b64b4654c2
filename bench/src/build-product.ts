import { execFileSync } from "node:child_process";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../..");

/** Builds the app, unless it is built from what is there now. */
export function buildProduct(): void {
  const words = ["run", "build", "--filter=@watchword/web", "--output-logs=errors-only"];
  execFileSync(path.join(ROOT, "node_modules/.bin/turbo"), words, {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
  });
}
