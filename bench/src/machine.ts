import { execFileSync } from "node:child_process";
import { cpus, loadavg, release, totalmem } from "node:os";

/** Where and on what something was measured. */
export interface Circumstances {
  takenAt: string;
  commit: string;
  quick: boolean;
  processor: string;
  memoryGb: number;
  system: string;
  node: string;
  /** Processes that wanted the processor in the minute before: above zero it wasn't ours alone. */
  loadBefore: number;
}

export function describeCircumstances(quick: boolean): Circumstances {
  const processors = cpus();
  return {
    takenAt: new Date().toISOString(),
    commit: execFileSync("git", ["rev-parse", "--short", "HEAD"], { encoding: "utf8" }).trim(),
    quick,
    processor: `${processors.length} × ${processors[0]?.model.trim() ?? "unknown"}`,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${release()}`,
    node: process.version,
    loadBefore: Number(loadavg()[0]?.toFixed(2) ?? 0),
  };
}

/** In a sentence, below a table. */
export function inWords(at: Circumstances): string {
  return (
    `Taken ${at.takenAt.slice(0, 10)} at ${at.commit} on ${at.processor}, ${at.memoryGb} GiB, ` +
    `${at.system}, Node ${at.node}${at.quick ? ", `--quick`" : ""}; load before it ${at.loadBefore}.`
  );
}
