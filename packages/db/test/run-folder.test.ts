import { existsSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { makeRunFolder } from "@watchword/db/testing/run-folder";
import { expect, onTestFinished, test } from "vitest";

async function makeFolder(): Promise<string> {
  const folder = await makeRunFolder();
  onTestFinished(() => folder.remove());
  return folder.path;
}

test("a run of the tests leaves another's folder alone, and removes a killed run's", async ({
  skip,
}) => {
  const used = await makeFolder();
  skip(!used.startsWith("/dev/shm/"), "there isn't enough memory for files");
  const left = await mkdtemp("/dev/shm/watchword-test-");
  expect(await makeFolder()).not.toBe(used);
  expect(existsSync(used)).toBe(true);
  expect(existsSync(left)).toBe(false);
});
