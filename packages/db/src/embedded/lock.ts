import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";
import { WAIT_SECONDS } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";

/**
 * Does the work while no other process works on the folder. The lock is the kernel's, on the folder itself: it ends
 * with its holder, however that ends, so it can't be stale. Throws if others hold it for `seconds`.
 */
export async function withFolderLock<T>(
  folder: string,
  work: () => Promise<T>,
  seconds: number = WAIT_SECONDS,
): Promise<T> {
  const isMac = process.platform === "darwin";
  const handle = isMac ? await lockOnMac(folder, seconds) : await lock(folder, seconds);
  try {
    return await work();
  } finally {
    await handle.close();
  }
}

/** flock(1) locks the open file that it gets, which stays open here after flock has ended. */
async function lock(folder: string, seconds: number): Promise<FileHandle> {
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  const stdio = ["ignore", "ignore", "ignore", handle.fd] as const;
  const flock = spawn("flock", ["--timeout", `${seconds}`, "3"], { stdio: [...stdio] });
  const failure = await failureOf(flock, seconds);
  if (failure === undefined) return handle;
  await handle.close();
  throw new EmbeddedPostgresError(`${folder} couldn't be locked: ${failure}`);
}

async function failureOf(flock: ChildProcess, seconds: number): Promise<string | undefined> {
  try {
    const [code] = await once(flock, "exit");
    if (code === 0) return undefined;
    if (code === 1) return `another process has been at it for ${seconds} s.`;
    return `flock ended with ${code}.`;
  } catch (error) {
    return `${(error as Error).message}. flock is part of the package util-linux.`;
  }
}

/** macOS has no flock(1), but its open(2) takes the same lock. */
async function lockOnMac(folder: string, seconds: number): Promise<FileHandle> {
  const O_EXLOCK = 0x20;
  const deadline = Date.now() + seconds * 1000;
  while (Date.now() < deadline) {
    try {
      return await open(folder, constants.O_RDONLY | constants.O_NONBLOCK | O_EXLOCK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EAGAIN") throw error;
      await setTimeout(50);
    }
  }
  throw new EmbeddedPostgresError(
    `${folder} couldn't be locked: another process has been at it for ${seconds} s.`,
  );
}
