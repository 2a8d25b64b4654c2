import { execFileSync, type ExecFileSyncOptions } from "node:child_process";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../..");

/** Builds the app, unless it is built from what is there now. */
export function buildProduct(): void {
  const words = ["run", "build", "--filter=@watchword/web", "--output-logs=errors-only"];
  const options: ExecFileSyncOptions = { cwd: ROOT, stdio: ["ignore", "ignore", "inherit"] };
  execFileSync(path.join(ROOT, "node_modules/.bin/turbo"), words, options);
  execFileSync(process.execPath, ["tooling/compile.ts"], options);
}
