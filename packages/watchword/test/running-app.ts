import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { vi } from "vitest";

/** A program of a project that serves a port. */
export interface RunningApp {
  url: string;
  /** What it has printed so far. */
  output(): string;
  kill(): Promise<void>;
}

const STARTS_WITHIN_MS = 60_000;

/** Starts a program, and waits until it answers. Throws with what it printed where it doesn't. */
export async function startProgram(
  folder: string,
  [program = "", ...args]: string[],
  env: Record<string, string>,
): Promise<RunningApp> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...env },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
  const exited = once(child, "exit");
  const running: RunningApp = {
    url,
    output: () => printed,
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
  try {
    await vi.waitFor(() => fetch(url), { timeout: STARTS_WITHIN_MS, interval: 200 });
  } catch (cause) {
    await running.kill();
    throw new Error(`${program} ${args.join(" ")} doesn't answer:\n${printed}`, { cause });
  }
  return running;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}
