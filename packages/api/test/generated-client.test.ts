import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Api, PUBLIC_URL, startApi } from "./caller.ts";
import { documents } from "./openapi-calls.ts";

const dependencies = {
  "openapi-fetch": "0.17.0",
  "openapi-typescript": "7.13.0",
  // The generator needs the compiler's own API, which TypeScript 7 doesn't have.
  typescript: "5.9.3",
};

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  module: "nodenext",
  target: "es2023",
  lib: ["es2023", "dom"],
  allowImportingTsExtensions: true,
  skipLibCheck: false,
};

let api: Api;
let folder: string;

/** Runs a program in somebody else's project. Throws with its words where it fails. */
async function run(program: string, ...args: string[]): Promise<void> {
  await promisify(execFile)(program, args, { cwd: folder }).catch(({ stdout, stderr }) => {
    throw new Error(`${program} ${args.join(" ")}\n${stdout}\n${stderr}`);
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "watchword-generated-"));
  const write = (name: string, content: object) =>
    writeFile(join(folder, name), JSON.stringify(content));
  await write("package.json", { name: "another-app", private: true, type: "module", dependencies });
  await write("tsconfig.json", { compilerOptions, files: ["story.ts"] });
  await write("openapi.json", documents.v1);
  await cp(join(import.meta.dirname, "generated/story.ts"), join(folder, "story.ts"));
  await run("npx", "-y", "pnpm@12", "install", "--prefer-offline", "--ignore-workspace");
  api = await startApi();
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** The API, as `fetch` reaches it. */
async function fetchApi(request: Request): Promise<Response> {
  const body = await request.text();
  const {
    status,
    headers,
    body: answer,
  } = await api.sendTo(request.url.slice(PUBLIC_URL.length), {
    method: request.method,
    headers: request.headers,
    ...(body !== "" && { body }),
  });
  return new Response(JSON.stringify(answer), { status, headers });
}

it("a client generated from the document compiles, knows each reason, and signs somebody in", async () => {
  await run("node_modules/.bin/openapi-typescript", "openapi.json", "-o", "watchword.ts");
  await run("node_modules/.bin/tsc");
  const { tellStory } = await import(join(folder, "story.ts"));
  const readCode = async (otpId: string) => (await api.readMail(otpId)).code;
  expect(await tellStory({ fetch: fetchApi, readCode })).toEqual({
    early: "RATE_LIMITED",
    waitsMs: expect.any(Number),
    wrong: "INVALID_TOKEN",
    email: "ada@example.com",
  });
});
