import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { keptSecret } from "../src/server/kept-secret.ts";

let dataDir: string;
let file: string;
beforeEach(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), "watchword-data-"));
  file = path.join(dataDir, "secret");
});
afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Several processes that start at the same moment. */
const startTogether = () => Promise.all(Array.from({ length: 4 }, () => keptSecret(dataDir)));

test("several starts at once make one secret, which stays and which only its owner can read", async () => {
  const secrets = new Set(await startTogether());
  expect(secrets.size).toBe(1);
  expect(secrets).toContain(await keptSecret(dataDir));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(dataDir)).toEqual(["secret"]);
});

test("an empty file, as a full disk leaves one, is replaced once", async () => {
  await writeFile(file, "");
  const secrets = new Set(await startTogether());
  expect(secrets).toEqual(new Set([await readFile(file, "utf8")]));
  expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test("a file with half a secret is left alone, and named", async () => {
  await writeFile(file, "half a secret");
  await expect(keptSecret(dataDir)).rejects.toThrow(`${file} holds a secret of fewer than 32`);
  expect(await readFile(file, "utf8")).toBe("half a secret");
});
