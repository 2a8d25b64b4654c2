import { chmod, mkdtemp, readdir, rename, rm, statfs } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withFolderLock } from "../embedded/lock.ts";

/** A folder for one run of the tests. */
export interface RunFolder {
  path: string;
  remove(): Promise<void>;
}

/** Where Linux keeps files in memory. */
const MEMORY = "/dev/shm";
/** More than a run fills. */
const ENOUGH_BYTES = 4 * 2 ** 30;
const NAME = "watchword-test-";

/**
 * In memory, if there is enough: a cloned database is hundreds of files, and to make them on a disk takes five times as
 * long. What a killed run has left in memory is removed.
 */
export async function makeRunFolder(): Promise<RunFolder> {
  const parent = (await freeBytes(MEMORY)) >= ENOUGH_BYTES ? MEMORY : tmpdir();
  if (parent === MEMORY) await removeLeftFolders();
  // It has its name once it is locked, so that no other run takes it for one that was left.
  const unnamed = await mkdtemp(join(parent, "watchword-new-"));
  const removed = Promise.withResolvers<void>();
  await new Promise<void>((locked, failed) => {
    const untilRemoved = () => {
      locked();
      return removed.promise;
    };
    withFolderLock(unnamed, untilRemoved).catch(failed);
  });
  await chmod(unnamed, 0o755);
  const path = unnamed.replace("watchword-new-", NAME);
  await rename(unnamed, path);
  return {
    path,
    async remove() {
      await rm(path, { recursive: true, maxRetries: 20 });
      removed.resolve();
    },
  };
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder).catch(() => ({ bavail: 0, bsize: 0 }));
  return bavail * bsize;
}

/** A run holds the lock of its folder until it ends, however it does. */
async function removeLeftFolders(): Promise<void> {
  const names = (await readdir(MEMORY)).filter((name) => name.startsWith(NAME));
  const removals = names.map((name) => {
    const folder = join(MEMORY, name);
    return withFolderLock(folder, () => rm(folder, { recursive: true, force: true }), 0);
  });
  await Promise.allSettled(removals);
}
