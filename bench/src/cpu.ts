import { readFileSync } from "node:fs";

/** Milliseconds of processor that a process and its children have had so far, as Linux counts them. */
export function cpuMsOf(pid: number): number {
  return [pid, ...childrenOf(pid)].reduce((sum, each) => sum + ownCpuMs(each), 0);
}

/** That of this process, its threads included. */
export function ownProcessCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

function childrenOf(pid: number): number[] {
  return read(`/proc/${pid}/task/${pid}/children`).split(" ").filter(Boolean).map(Number);
}

function ownCpuMs(pid: number): number {
  return Number(read(`/proc/${pid}/schedstat`).split(" ")[0]) / 1e6;
}

/** Nothing where the process has ended, or this isn't Linux. */
function read(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
