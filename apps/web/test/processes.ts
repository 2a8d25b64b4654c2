import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase } from "@watchword/db/testing";

const WEB = path.resolve(import.meta.dirname, "..");
const TSX = import.meta.resolve("tsx");
const PARTNER = path.resolve(WEB, "../../examples/partner");

/** What processes of one deployment share: a database, a secret, a mailbox. */
export interface Deployment {
  databaseUrl: string;
  secret: string;
  mailboxDir: string;
  startWeb(env?: Record<string, string>): Promise<WebProcess>;
  startWorker(env?: Record<string, string>): Promise<RunningProcess>;
  /** Ids of the mails that were written. */
  writtenMails(): Promise<string[]>;
  close(): Promise<void>;
}

export interface RunningProcess {
  output(): string;
  /** SIGKILL. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface WebProcess extends RunningProcess {
  url: string;
  /** Where it listens, whatever its public URL. */
  listening: string;
}

export async function createDeployment(): Promise<Deployment> {
  const database = await createTestDatabase();
  const mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-mailbox-"));
  const secret = "a secret of more than thirty-two bytes for tests";
  const processes: RunningProcess[] = [];
  const shared = { DATABASE_URL: database.url, WATCHWORD_SECRET: secret, MAILBOX_DIR: mailboxDir };

  async function keep<Process extends RunningProcess>(
    starting: Promise<Process>,
  ): Promise<Process> {
    const started = await starting;
    processes.push(started);
    return started;
  }

  return {
    databaseUrl: database.url,
    secret,
    mailboxDir,
    startWeb: (env = {}) => keep(startWeb({ ...shared, ...env })),
    startWorker: (env = {}) =>
      keep(
        startScript(
          WEB,
          "worker.ts",
          { ...shared, PUBLIC_URL: "http://localhost:3000", ...env },
          /mail worker runs/,
        ),
      ),
    async writtenMails() {
      const files = await readdir(mailboxDir).catch(() => []);
      return files.filter((file) => file.endsWith(".eml")).map((file) => file.slice(0, -4));
    },
    async close() {
      await Promise.all(processes.map((process) => process.kill()));
      await database.drop();
      await rm(mailboxDir, { recursive: true, force: true });
    },
  };
}

/** A test calls more often than one client may. */
const UNLIMITED = JSON.stringify({ perClient: null });

/** The built app, as `start` runs it, with nothing set but `env`. */
export async function startWeb(env: Record<string, string>): Promise<WebProcess> {
  const port = await freePort();
  const listening = `http://localhost:${port}`;
  const url = env.PUBLIC_URL ?? listening;
  const own = { PORT: String(port), PUBLIC_URL: url, WATCHWORD_POLICY: UNLIMITED, ...env };
  const running = await startScript(WEB, "server.ts", own, /Database/);
  return { ...running, url, listening };
}

/** The example app at `port`, with its Watchword at `watchword`. */
export function startPartner(watchword: string, port: number): Promise<RunningProcess> {
  const env = { PORT: String(port - 2), PUBLIC_URL: watchword };
  return startScript(PARTNER, "server.ts", env, /The partner app is at/);
}

async function startScript(
  folder: string,
  script: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<RunningProcess> {
  const child = spawn(process.execPath, ["--import", TSX, script], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      ...env,
    } as NodeJS.ProcessEnv,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => (output += chunk));
  await until(() => ready.test(output) || child.exitCode !== null, 60_000);
  if (child.exitCode !== null)
    throw new Error(`${script} ended with ${child.exitCode}:\n${output}`);
  return {
    output: () => output,
    kill: async () => void (await end(child, "SIGKILL")),
    stop: () => end(child, "SIGTERM"),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }
  return child.exitCode;
}

/** Resolves once `condition` holds; throws after `timeoutMs`. Answers how long it took. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 15_000,
): Promise<number> {
  const start = performance.now();
  while (!(await condition())) {
    if (performance.now() - start > timeoutMs) throw new Error(`Not within ${timeoutMs} ms`);
    await sleep(20);
  }
  return performance.now() - start;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  return typeof address === "object" && address ? address.port : 0;
}
