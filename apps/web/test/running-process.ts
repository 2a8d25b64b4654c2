import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const STARTS_WITHIN_MS = 100_000;

export interface RunningProcess {
  output(): string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** What V8 compiled is kept for the processes started after it: a web process starts with a quarter less work. */
const COMPILED = path.resolve(import.meta.dirname, "../.next/cache/compiled");

/**
 * Ends a script with who started it, however that ends: its standard input is theirs to keep open. Most tests kill
 * what they started, and a killed process keeps nothing of what was compiled, so this writes it down before.
 */
const PRELOADED = `
  import { flushCompileCache } from "node:module";
  process.stdin.on("end", () => process.kill(process.pid, "SIGKILL")).resume().unref();
  setTimeout(flushCompileCache, 4_000).unref();
`;
const WITH_STARTER = `data:text/javascript,${encodeURIComponent(PRELOADED)}`;

/** Runs a script, after node's own options for it, with nothing set but `env`; resolves once its output matches `ready`. */
export async function startScript(
  folder: string,
  command: readonly string[],
  env: Record<string, string>,
  ready: RegExp,
): Promise<RunningProcess> {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ["--import", WITH_STARTER, ...command], {
    cwd: folder,
    env: { PATH, HOME, NODE_ENV: "production", NODE_COMPILE_CACHE: COMPILED, ...env },
  });
  let output = "";
  const started = Promise.withResolvers<void>();
  const fail = (what: string) =>
    started.reject(new Error(`${command.join(" ")} ${what}:\n${output}`));
  const tooLate = setTimeout(() => fail("isn't ready yet"), STARTS_WITHIN_MS);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk) => {
      output += chunk;
      if (ready.test(output)) started.resolve();
    });
  }
  child.once("close", (code) => fail(`ended with ${code}`));
  try {
    await started.promise;
  } catch (error) {
    await end(child, "SIGKILL");
    throw error;
  } finally {
    clearTimeout(tooLate);
  }
  return {
    output: () => output,
    kill: async () => void (await end(child, "SIGKILL")),
    stop: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}
