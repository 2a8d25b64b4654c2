import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Result } from "lighthouse";

const CLI = path.join(import.meta.dirname, "../../node_modules/lighthouse/cli/index.js");
const TRIES = 3;

/**
 * What Lighthouse finds at a page with the browser that is at `port`. In a process of its own: on a busy
 * machine it loses its page at times, and ends the process that it runs in.
 */
export async function askLighthouse(
  port: number,
  url: string,
  onlyCategories: readonly string[],
): Promise<Result> {
  const only = onlyCategories.map((category) => `--only-categories=${category}`);
  const words = [
    CLI,
    url,
    `--port=${port}`,
    "--output=json",
    "--quiet",
    "--no-enable-error-reporting",
    ...only,
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      const { stdout } = await promisify(execFile)(process.execPath, words, {
        maxBuffer: 2 ** 26,
        timeout: 90_000,
      });
      const result = JSON.parse(stdout) as Result;
      if (result.runtimeError) throw new Error(result.runtimeError.message);
      return result;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
  }
}
