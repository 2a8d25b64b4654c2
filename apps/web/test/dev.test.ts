import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { freePort, until } from "./processes.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** Where the app is, something as quick to start, with a process of its own as Postgres is the app's. */
const APP = `
import { spawn } from "node:child_process";
import { createServer } from "node:http";
const own = spawn("sh", ["-c", "read -r _"], { detached: true, stdio: ["pipe", "ignore", "ignore"] });
const answer = JSON.stringify({ app: process.pid, own: own.pid });
createServer((_, response) => response.end(answer)).listen(process.env.PORT, "localhost");
`;

/** Starting takes a slow machine a minute or two. */
const STARTS_WITHIN_MS = 150_000;

let root: string;
let port: number;
const ends: (() => void)[] = [];
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "watchword-dev-"));
  port = await threeFreePorts();
  const { scripts } = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  await writeFile(
    path.join(root, "package.json"),
    JSON.stringify({ scripts: { dev: scripts.dev } }),
  );
  await cp(path.join(ROOT, "tooling"), path.join(root, "tooling"), { recursive: true });
  await writeFile(path.join(root, ".env"), `PORT=${port}\n`);
  await writeFile(path.join(root, "pnpm-workspace.yaml"), "verifyDepsBeforeRun: false\n");
  await mkdir(path.join(root, "apps/web"), { recursive: true });
  await writeFile(path.join(root, "apps/web/server.ts"), APP);
  for (const real of ["node_modules", "apps/web/node_modules", "packages", "examples"])
    await symlink(path.join(ROOT, real), path.join(root, real));
});
afterEach(() => ends.splice(0).forEach((end) => end()));
afterAll(() => rm(root, { recursive: true }));

/** `npx pnpm dev`, as from a shell where no port is set. */
function startDev() {
  const { PORT: _, ...env } = process.env;
  const dev = spawn("npx", ["-y", "pnpm@12", "dev"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  ends.push(() => dev.kill("SIGKILL"));
  let output = "";
  for (const stream of [dev.stdout, dev.stderr]) stream.on("data", (text) => (output += text));
  return { dev, output: () => output };
}

async function answers(url: string): Promise<boolean> {
  const { ok } = await fetch(url).catch(() => ({ ok: false }));
  return ok;
}

async function processesOfApp(): Promise<{ app: number; own: number }> {
  const url = `http://localhost:${port}/sign-in`;
  await until(() => answers(url), STARTS_WITHIN_MS);
  return (await fetch(url)).json() as Promise<{ app: number; own: number }>;
}

it(
  "a PORT in .env is the app's, and the previews and the example app are above it; SIGTERM ends all",
  async () => {
    const { dev, output } = startDev();
    const { app, own } = await processesOfApp();
    const others = [`http://localhost:${port + 1}/`, `http://127.0.0.1:${port + 2}/`];
    for (const url of others) await until(() => answers(url), STARTS_WITHIN_MS);
    expect(output()).toContain(`The partner app is at http://127.0.0.1:${port + 2}`);

    dev.kill("SIGTERM");
    await until(() => ![app, own].some(runs), STARTS_WITHIN_MS);
    for (const url of others) await until(async () => !(await answers(url)));
  },
  4 * STARTS_WITHIN_MS,
);

it.each([
  ["Ctrl-C", "SIGINT", -1],
  ["closing the terminal", "SIGHUP", -1],
  ["SIGHUP", "SIGHUP", 1],
  ["SIGKILL", "SIGKILL", 1],
] as const)(
  "%s ends everything in development",
  async (_, signal, whole) => {
    const { dev } = startDev();
    const { app, own } = await processesOfApp();
    // A terminal signals the whole group of processes.
    process.kill(whole * (dev.pid ?? 0), signal);
    await until(() => ![app, own].some(runs), STARTS_WITHIN_MS);
  },
  4 * STARTS_WITHIN_MS,
);

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function threeFreePorts(): Promise<number> {
  for (;;) {
    const first = await freePort();
    const others = await Promise.all([isFree(first + 1), isFree(first + 2)]);
    if (others.every(Boolean)) return first;
  }
}

function isFree(candidate: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer().once("error", () => resolve(false));
    probe.listen(candidate, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}
