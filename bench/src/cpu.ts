import { readdirSync, readFileSync } from "node:fs";

/** Of Linux's clock by which ended children are counted. */
const TICK_MS = 10;

/** Milliseconds of processor that a process and its children have had so far, as Linux counts them. */
export function cpuMsOf(pid: number): number {
  const living = [pid, ...childrenOf(pid)].reduce((sum, each) => sum + ownCpuMs(each), 0);
  return living + endedChildrenCpuMs(pid);
}

/** That of this process, its threads included. */
export function ownProcessCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

/** Of all its threads: passwords are hashed beside the one that answers. */
function ownCpuMs(pid: number): number {
  const times = threadsOf(pid).map((thread) =>
    Number(read(`/proc/${pid}/task/${thread}/schedstat`).split(" ")[0]),
  );
  return times.reduce((sum, ns) => sum + ns, 0) / 1e6;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: cutime and cstime, counted after the name. */
function endedChildrenCpuMs(pid: number): number {
  const [, after = ""] = read(`/proc/${pid}/stat`).split(") ");
  const [user = 0, system = 0] = after.split(" ").slice(13, 15).map(Number);
  return (user + system) * TICK_MS;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

/** Nothing where the process has ended, or this isn't Linux. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
