import { randomBytes } from "node:crypto";
import { copyFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWatchwordClient, type RandomSource } from "../src/client.ts";
import { agree } from "./browser.ts";
import type * as Phone from "./consumer/phone.ts";
import { bundleForTheWeb, runOnPhone, runOnWebStandards } from "./web-standards.ts";
import { createPackedProject, type PackedProject } from "./packed-project.ts";
import { startWatchword, type Watchword } from "./watchword.ts";

/** The oldest that the package works with, in an app that pins it. */
const OLDEST = "11.4.3";

const BASICS = {
  "@tanstack/react-query": null,
  "@types/node": null,
  "@types/react": null,
  react: null,
  "react-dom": null,
  typescript: null,
};

let project: PackedProject;
let older: PackedProject;
let watchword: Watchword;
beforeAll(async () => {
  const phone = { id: "harbour", origin: "https://harbour.example" };
  const frameworks = { "@trpc/tanstack-react-query": null, hono: null, next: null };
  [project, older, watchword] = await Promise.all([
    createPackedProject({ ...BASICS, ...frameworks }),
    createPackedProject({ ...BASICS, "@trpc/tanstack-react-query": OLDEST }),
    startWatchword([phone]),
  ]);
  await copyFile(HAND_OFF, join(project.folder, "hand-off.ts"));
});
afterAll(async () => {
  await Promise.all([project.remove(), older.remove(), watchword.close()]);
});

/** What the example of a phone's app does: `examples/expo/src/hand-off.ts`. */
interface HandOff {
  leave(url: string, random?: RandomSource): Promise<{ page: string; state: string }>;
  comeBack(url: string, opened: string, left: object): Promise<string | null>;
}

const HAND_OFF = join(import.meta.dirname, "../../../examples/expo/src/hand-off.ts");

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

describe("the packed package, in another app's project", () => {
  it.each([
    ["Node, libraries checked too", { module: "nodenext", types: ["node"], skipLibCheck: false }],
    ["a browser's bundler", { module: "esnext", moduleResolution: "bundler", types: [] }],
  ])("has types that accept right calls and no wrong ones: %s", async (_, options) => {
    const files = ["story.ts", "types.ts", "react.ts", "phone.ts", "hand-off.ts", "ws.d.ts"];
    await project.compile(files, options);
  });

  it("has routes that fit into Next, Hono and any other framework", async () => {
    await project.compile(["app.ts"], { module: "nodenext", types: ["node"] });
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

  it("runs where there are only web standards", async () => {
    const token = await watchword.signIn("edge@example.com");
    const { tellStory } = runOnWebStandards(await bundleForTheWeb(project.folder, "story.ts"));
    expect(await tellStory(watchword.url, token)).toEqual(story("edge@example.com"));
  });

  it("runs on a phone, with a custom scheme as its callback", async () => {
    const load = async (entry: string) => runOnPhone(await bundleForTheWeb(project.folder, entry));
    const { leave, comeBack } = (await load("hand-off.ts")) as HandOff;
    await expect(leave(watchword.url)).rejects.toThrow("has no crypto.getRandomValues");
    const left = await leave(watchword.url, { randomBytes });
    const callback = "com.example.harbour:/callback";
    expect(new URL(left.page).searchParams.get("redirect_uri")).toBe(callback);
    const member = await watchword.signIn("phone@example.com");
    const [, query] = (await agree(watchword.url, left.page, member)).split("?");
    const opened = `${callback}?${query}`;
    expect(await comeBack(watchword.url, opened, { ...left, state: "x" })).toBeNull();
    const token = (await comeBack(watchword.url, opened, left)) ?? "";
    const current = await createWatchwordClient({
      url: watchword.url,
      token,
    }).session.current.query();
    expect(current?.user.email).toBe("phone@example.com");
    const { askForCode } = (await load("phone.ts")) as typeof Phone;
    expect(await askForCode(watchword.url)).toBe(6);
  });

  it("is as large as its README says, including tRPC's client", async () => {
    const readme = await readFile(
      join(project.folder, "node_modules/@watchword/client/README.md"),
      "utf8",
    );
    const sizeOf = async (entry: string, external: string[] = []) => {
      const bundle = await bundleForTheWeb(project.folder, entry, external);
      return gzipSync(bundle).byteLength / 1000;
    };
    const said = (words: RegExp) => Number(words.exec(readme)?.[1]);
    expect(await sizeOf("everything.ts")).toBeCloseTo(said(/All of it is (\d+\.\d) kB/), 0);
    const kit = await sizeOf("kit.ts", ["react"]);
    expect(kit).toBeCloseTo(said(/only the hook and the client, (\d+\.\d) kB/), 0);
  });
});

describe("in an app that pins another version of tRPC", () => {
  it("compiles and runs with that one", async () => {
    const options = { module: "nodenext", types: ["node"] };
    await older.compile(["story.ts", "types.ts", "react.ts"], options);
    const token = await watchword.signIn("older@example.com");
    const told = JSON.parse(await older.run(process.execPath, "in-node.ts", watchword.url, token));
    expect(told.story).toEqual(story("older@example.com"));
    expect(told.react.email).toBe("older@example.com");
  });
});
