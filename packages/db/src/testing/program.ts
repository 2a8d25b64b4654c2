import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { vi } from "vitest";

/** A program that serves a port. */
export interface RunningProgram {
  url: string;
  /** What it has printed so far. */
  output(): string;
  kill(): Promise<void>;
}

const STARTS_WITHIN_MS = 60_000;

/**
 * Starts a program, and waits until it answers at the port that it gets in `PORT`. `env` makes the rest of its
 * environment, given its URL. Throws, with what the program printed, if it doesn't answer.
 */
export async function startProgram(
  folder: string,
  [program = "", ...args]: string[],
  env: (url: string) => Record<string, string> | Promise<Record<string, string>>,
): Promise<RunningProgram> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const told = await env(url);
  const child = spawn(program, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), ...told },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (printed += text));
  const exited = once(child, "exit");
  const running: RunningProgram = {
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
