import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { createClient } from "@redis/client";
import { freePort, until } from "./processes.ts";

const REDIS = "/usr/bin/redis-server";

/** CI must have a Redis; elsewhere the tests that need one are skipped, and vitest says so. */
export const hasRedis = existsSync(REDIS) || process.env.CI === "true";

/** A Redis of the test's own, which keeps nothing. */
export interface RedisServer {
  url: string;
  start(): Promise<void>;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** Keeps its connections and answers nothing, until it goes on. */
  hang(): void;
  goOn(): void;
  send(...command: string[]): Promise<unknown>;
  /** Where it wants a password. */
  sendAs(password: string, ...command: string[]): Promise<unknown>;
}

export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess | null = null;
  const server: RedisServer = {
    url,
    async start() {
      const keepsNothing = { save: "", appendonly: "no", "repl-diskless-load": "swapdb" };
      const options = { port, bind: "127.0.0.1", ...keepsNothing };
      const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
      const started = spawn(REDIS, args, { stdio: ["ignore", "pipe", "inherit"] });
      child = started;
      let output = "";
      started.stdout.on("data", (chunk) => (output += chunk));
      await until(() => /Ready to accept connections/.test(output) || started.exitCode !== null);
      if (started.exitCode !== null) throw new Error(`redis-server ended:\n${output}`);
    },
    async kill() {
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, "exit");
      child.kill("SIGKILL");
      await exited;
    },
    hang: () => void child?.kill("SIGSTOP"),
    goOn: () => void child?.kill("SIGCONT"),
    send: (...command) => server.sendAs("", ...command),
    async sendAs(password, ...command) {
      const client = createClient({ url, RESP: 2, ...(password && { password }) });
      await client.connect();
      try {
        return await client.sendCommand(command);
      } finally {
        client.destroy();
      }
    },
  };
  await server.start();
  return server;
}
