import { spawn } from "node:child_process";
import { once } from "node:events";

/** How long a part has to end by itself. */
const ENDS_WITHIN_MS = 30_000;

/** One of the processes that `pnpm dev` is, with what it starts. */
export interface Part {
  /** Resolves with its exit code; null where a signal ended it. */
  ended: Promise<number | null>;
  isRunning(): boolean;
  /** Asks it to end, and ends it when it takes too long. */
  stop: () => void;
  /** SIGKILL. */
  kill: () => void;
}

/**
 * Its own group of processes, so that Ctrl-C in the terminal reaches it once, by us. It ends when its
 * standard input does, and that is ours to keep open: it ends with us too where we are killed.
 */
const END_WITH_STARTER = `
process.stdin.on("end", () => process.kill(-process.pid, "SIGTERM")).on("error", () => {}).resume().unref();`;

/** Runs Node in a folder, with a terminal's output and these variables besides ours. */
export function startPart(cwd: string, args: string[], env: Record<string, string> = {}): Part {
  const watch = `data:text/javascript,${encodeURIComponent(END_WITH_STARTER)}`;
  const child = spawn(process.execPath, ["--import", watch, ...args], {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["pipe", "inherit", "inherit"],
  });
  child.stdin.on("error", () => {});
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  const kill = () => {
    if (isRunning() && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
  };
  const stop = () => {
    child.stdin.end();
    setTimeout(kill, ENDS_WITHIN_MS).unref();
  };
  return {
    ended: once(child, "exit").then(([code]) => code as number | null),
    isRunning,
    stop,
    kill,
  };
}
