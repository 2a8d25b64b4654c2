import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { env as ours } from "node:process";

const WEB = path.resolve(import.meta.dirname, "../../apps/web");

/** A process that can be killed and started again, with what it was started with. */
export interface Restartable {
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM, and until it has ended. */
  stop(): Promise<void>;
  /** 0 before it was started. */
  pid(): number;
  output(): string;
}

/** A script of the built app, or any other program; ready when it has said so. */
export function restartable(
  command: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  ready: RegExp,
  cwd = WEB,
): Restartable {
  let child: ChildProcess | null = null;
  let output = "";
  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
  return {
    async start() {
      const [program, ...args] = command;
      const started = spawn(program, args, { cwd, env: { PATH: ours.PATH, ...env } });
      child = started;
      const before = output.length;
      for (const stream of [started.stdout, started.stderr])
        stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
      while (!ready.test(output.slice(before))) {
        await Promise.race([once(started.stdout, "data"), once(started, "exit")]);
        if (started.exitCode !== null) throw new Error(`${command.join(" ")} ended:\n${output}`);
      }
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    pid: () => child?.pid ?? 0,
    output: () => output,
  };
}

/** As the script of `package.json` starts it, with node's own options. */
function productCommand(script: "start" | "worker"): [string, ...string[]] {
  const json = readFileSync(path.join(WEB, "package.json"), "utf8");
  const { scripts } = JSON.parse(json) as { scripts: Record<string, string> };
  const [, command] = scripts[script]?.split(" node ") ?? [];
  if (command === undefined) throw new Error(`${script} runs no node.`);
  return [process.execPath, ...command.split(" ")];
}

export const webProcess = (env: NodeJS.ProcessEnv) =>
  restartable(productCommand("start"), env, /Database/);

export const workerProcess = (env: NodeJS.ProcessEnv) =>
  restartable(productCommand("worker"), env, /mail worker runs/);

export const redisProcess = (port: number) =>
  restartable(
    ["redis-server", "--port", `${port}`, "--bind", "127.0.0.1", "--save", ""],
    {},
    /Ready to accept connections/,
  );

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
