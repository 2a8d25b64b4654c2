import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import type { Readable } from "node:stream";

/** What a process says that tried to start Postgres. */
export interface Started {
  url: string;
  ownerUrl: string;
  owned: boolean;
  /** Why it failed, instead of the others. */
  error?: string;
  process: ChildProcess;
  /** Lets it stop its Postgres and end. */
  stop(): Promise<void>;
}

export interface StarterOptions extends SpawnOptions {
  /** A command that runs the starter. */
  wrapper?: string[];
  /** Where the code is; here by default. */
  source?: string;
}

/** Starts Postgres in the folder from a process of its own. */
export async function startElsewhere(folder: string, options?: StarterOptions): Promise<Started> {
  const process = spawnStarter(folder, options);
  const stop = async () => {
    const ended = once(process, "exit");
    process.stdin?.end();
    await ended;
  };
  // Piped below.
  for await (const line of createInterface(process.stdout as Readable)) {
    return { ...JSON.parse(line), process, stop };
  }
  throw new Error("The starter has ended without a word");
}

/** The process, without waiting for what comes of it. */
export function spawnStarter(
  folder: string,
  { wrapper = [], source = join(import.meta.dirname, "../src"), ...options }: StarterOptions = {},
): ChildProcess {
  const command = [...wrapper, process.execPath, import.meta.filename, source, folder];
  const [file = "", ...args] = command;
  return spawn(file, args, { ...options, stdio: ["pipe", "pipe", "inherit"] });
}

if (import.meta.main) {
  const [source = "", folder = ""] = process.argv.slice(2);
  const { startEmbeddedPostgres } = await import(join(source, "embedded/embedded.ts"));
  try {
    const { url, ownerUrl, owned, stop } = await startEmbeddedPostgres({ folder });
    console.log(JSON.stringify({ url, ownerUrl, owned }));
    process.stdin.resume().on("end", stop);
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
