import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bundleForTheWeb, runOnWebStandards } from "./web-standards.ts";
import { createPackedProject, type PackedProject } from "./packed-project.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

let project: PackedProject;
let watchword: Watchword;
beforeAll(async () => {
  [project, watchword] = await Promise.all([createPackedProject(), startWatchword()]);
}, 120_000);
afterAll(async () => {
  await Promise.all([project.remove(), watchword.close()]);
});

const story = (email: string) => ({
  codeLength: 6,
  words: 2,
  consumed: false,
  stranger: null,
  member: email,
  someoneElse: null,
  refusals: {
    shape: { reason: "INVALID_INPUT", fields: { code: "A code has 6 to 10 digits" } },
    token: { reason: "INVALID_TOKEN" },
    early: { reason: "RATE_LIMITED", retryAfterMs: 1 },
    session: { reason: "UNAUTHENTICATED" },
    network: "none",
  },
  elevenAtOnce: 2,
  verifier: 43,
});

describe("the packed package, in another app's project", { timeout: 60_000 }, () => {
  it.each([
    ["Node, libraries checked too", { module: "nodenext", types: ["node"], skipLibCheck: false }],
    ["a browser's bundler", { module: "esnext", moduleResolution: "bundler", types: [] }],
  ])("has types that let right calls through and no wrong ones: %s", async (_, options) => {
    const compilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      exactOptionalPropertyTypes: true,
      noEmit: true,
      target: "es2022",
      lib: ["esnext", "dom", "dom.iterable"],
      skipLibCheck: true,
      ...options,
    };
    const files = ["story.ts", "types.ts", "react.ts", "ws.d.ts"];
    await writeFile(
      join(project.folder, "tsconfig.json"),
      JSON.stringify({ compilerOptions, files }),
    );
    await project.run("node_modules/.bin/tsc");
  });

  it("runs in Node", async () => {
    const token = await watchword.signIn("node@example.com");
    const told = JSON.parse(
      await project.run(process.execPath, "in-node.ts", watchword.url, token),
    );
    expect(told).toEqual({
      story: story("node@example.com"),
      react: {
        email: "node@example.com",
        kept: "node@example.com",
        signOut: [["session", "signOut"]],
      },
    });
  });

  it("runs where there are web standards alone", async () => {
    const token = await watchword.signIn("edge@example.com");
    const { tellStory } = runOnWebStandards(await bundleForTheWeb(project.folder, "story.ts"));
    expect(await tellStory(watchword.url, token)).toEqual(story("edge@example.com"));
  });

  it("weighs what its README says, tRPC's client included", async () => {
    const readme = await readFile(
      join(project.folder, "node_modules/@watchword/client/README.md"),
      "utf8",
    );
    const said = Number(/(\d+\.\d) kB/.exec(readme)?.[1]);
    const bundle = await bundleForTheWeb(project.folder, "everything.ts");
    expect(gzipSync(bundle).byteLength / 1000).toBeCloseTo(said, 0);
  });
});
