import { execFileSync } from "node:child_process";

const WATCH_EACH_MS = 500;

/**
 * Calls `onEnd` when one of the commands has ended that this process was started through. A signal to
 * `npx pnpm dev` ends npx and not pnpm, which would run on, and we with it.
 */
export function watchStarters(onEnd: () => void): void {
  const starters = findStarters();
  const watching = setInterval(() => {
    if (starters.every(isAlive)) return;
    clearInterval(watching);
    onEnd();
  }, WATCH_EACH_MS);
  watching.unref();
}

/** The parent, and as many above it as are npx, pnpm and their shells. */
function findStarters(): number[] {
  const processes = new Map<number, { parent: number; command: string }>();
  for (const line of listProcesses()) {
    const [, pid, parent, command = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    processes.set(Number(pid), { parent: Number(parent), command });
  }
  const starters = [process.ppid];
  for (let pid = processes.get(process.ppid)?.parent; pid !== undefined && pid > 1;) {
    const next = processes.get(pid);
    if (next === undefined || !/\b(npm|npx|pnpm)\b/.test(next.command)) break;
    starters.push(pid);
    pid = next.parent;
  }
  return starters.filter((pid) => pid > 1);
}

/** None where there is no `ps`: then only the parent is watched. */
function listProcesses(): string[] {
  try {
    return execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  } catch {
    return [];
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
