import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { rename, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { readIfThere } from "./cluster.ts";
import { type Account, environment, launch, WAIT_SECONDS } from "./command.ts";
import { EmbeddedPostgresError } from "./error.ts";
import { dropStalePidFile } from "./pid-file.ts";

export interface Settings {
  maxConnections: number;
  /** In addition to what each command has. */
  env: Record<string, string>;
}

export interface Server {
  port: number;
  /** Resolves when Postgres has ended. The caller must hold the folder's lock. */
  stop(): Promise<void>;
}

/**
 * Serves while its stdin is open, and so no longer than the process that holds the other end, even
 * if that is killed. It doesn't touch a Postgres that was started in place of its own since then.
 */
const SERVE_WHILE_STDIN_IS_OPEN = `
pg_ctl=$1 data=$2 log=$3 options=$4
stop() { "$pg_ctl" stop --silent --timeout=${WAIT_SECONDS} --mode=fast --pgdata="$data"; }

if ! "$pg_ctl" start --silent --wait --timeout=${WAIT_SECONDS} \\
  --pgdata="$data" --log="$log" --options="$options"
then stop; exit 1
fi
read -r ours < postmaster.pid
trap '' PIPE
echo started
read -r _
read -r current < postmaster.pid && [ "$current" = "$ours" ] && kill -0 "$ours" || exit 0
stop`;

const PORT_FILE = "port";

/** Temporary problems: a port that was taken in the meantime, the remains of a Postgres that was just killed. */
const PASSING = /Address already in use|pre-existing shared memory block/;

/**
 * Starts Postgres on 127.0.0.1, on the port that it had before if that is free, so that processes that lost it find it
 * again. The caller must hold the folder's lock.
 */
export async function startServer(
  folder: string,
  pgCtl: string,
  account: Account,
  { maxConnections, env }: Settings,
): Promise<Server> {
  const log = join(folder, "log");
  const data = join(folder, "data");
  const deadline = Date.now() + WAIT_SECONDS * 1000;
  for (let attempt = 0; ; attempt++) {
    await rename(log, `${log}.previous`).catch(() => {});
    const port = (attempt === 0 && (await portBefore(folder))) || (await findFreePort());
    const command = ["sh", "-c", SERVE_WHILE_STDIN_IS_OPEN, "sh", pgCtl, data, log];
    const server = launch(account, [...command, serverOptions(port, maxConnections)], data, {
      // A separate session, so that Ctrl-C in the terminal reaches only the starter.
      detached: true,
      env: { ...environment(), ...env },
      stdio: ["pipe", "pipe", "ignore"],
    });
    if (await hasStarted(server)) {
      await writeFile(join(folder, PORT_FILE), String(port));
      return { port, stop: stopper(server, folder) };
    }

    const lastLines = ((await readIfThere(log)) ?? "").split("\n").slice(-10).join("\n");
    if (Date.now() > deadline || !PASSING.test(lastLines)) {
      throw new EmbeddedPostgresError(`Postgres didn't start. ${log} ends with:\n${lastLines}`);
    }
    await setTimeout(100);
  }
}

function serverOptions(port: number, maxConnections: number): string {
  const network = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''`;
  // Without this the log quotes each row that Postgres refuses, with its addresses.
  const discretion = "-c log_error_verbosity=terse";
  return `${network} ${discretion} -c max_connections=${maxConnections}`;
}

async function portBefore(folder: string): Promise<number | null> {
  const port = Number(await readIfThere(join(folder, PORT_FILE)));
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
}

async function findFreePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}

/** Resolves to whether the server reports that it serves. From then on it doesn't keep this process alive. */
async function hasStarted(server: ChildProcess): Promise<boolean> {
  // Both are pipes, which are sockets here; the declared types say less.
  const [stdin, stdout] = [server.stdin as Socket, server.stdout as Socket];
  stdin.on("error", () => {});
  await once(server, "spawn");
  await once(stdout, "readable");
  const started = stdout.read() !== null;
  stdout.destroy();
  stdin.unref();
  server.unref();
  return started;
}

function stopper(server: ChildProcess, folder: string): () => Promise<void> {
  const ended = once(server, "exit");
  return async () => {
    server.ref();
    // So nobody waits for a Postgres that was killed before.
    await dropStalePidFile(folder);
    server.stdin?.end();
    const [code] = await ended;
    if (code === 0) return;
    throw new EmbeddedPostgresError(`Postgres didn't stop. Its log is ${join(folder, "log")}.`);
  };
}
