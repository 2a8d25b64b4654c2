import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import path from "node:path";
import { inject } from "vitest";
import { withFolderLock } from "../embedded/lock.ts";

/** Longer than making a package takes on a busy machine. */
const WAIT_SECONDS = 240;

/** A file that all tests of a run share. The first that asks for it makes it; the others wait for it. */
export async function sharedFile(
  name: string,
  make: (file: string) => Promise<void>,
): Promise<string> {
  const folder = path.join(inject("runFolder"), "shared", name);
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name);
  const makeFirst = async () => {
    if (!existsSync(file)) await make(file);
  };
  await withFolderLock(folder, makeFirst, WAIT_SECONDS);
  return file;
}
