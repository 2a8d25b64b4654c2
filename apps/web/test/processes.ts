import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestDatabase } from "@watchword/db/testing";
import { type Proxy, startProxy } from "@watchword/db/testing/proxy";
import { type RunningProcess, startScript } from "./running-process.ts";

export const WEB = path.resolve(import.meta.dirname, "..");
const SECRET = "a secret of more than thirty-two bytes for tests";
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

export interface WebProcess extends RunningProcess {
  url: string;
  /** Where it listens, whatever its public URL. */
  listening: string;
}

/** A deployment with nothing in it and nothing running yet. */
export async function createDeployment(): Promise<Deployment> {
  const database = await createTestDatabase();
  const mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-mailbox-"));
  const deployment = openDeployment({ databaseUrl: database.url, mailboxDir });
  return {
    ...deployment,
    async close() {
      await deployment.close();
      await database.drop();
      await rm(mailboxDir, { recursive: true, force: true });
    },
  };
}

/** One whose processes reach their database over a network that can fall silent. */
export async function createDistantDeployment(): Promise<Deployment & { network: Proxy }> {
  const database = await createTestDatabase();
  const network = await startProxy(database.url);
  const mailboxDir = await mkdtemp(path.join(tmpdir(), "watchword-mailbox-"));
  const deployment = openDeployment({ databaseUrl: network.url, mailboxDir });
  return {
    ...deployment,
    databaseUrl: database.url,
    network,
    async close() {
      await deployment.close();
      await network.close();
      await database.drop();
      await rm(mailboxDir, { recursive: true, force: true });
    },
  };
}

/** One that is there already, whose `close` ends what was started here and leaves the rest. */
export function openDeployment(where: { databaseUrl: string; mailboxDir: string }): Deployment {
  const { databaseUrl, mailboxDir } = where;
  const shared = { DATABASE_URL: databaseUrl, WATCHWORD_SECRET: SECRET, MAILBOX_DIR: mailboxDir };
  const processes: RunningProcess[] = [];

  async function keep<Process extends RunningProcess>(
    starting: Promise<Process>,
  ): Promise<Process> {
    const started = await starting;
    processes.push(started);
    return started;
  }

  return {
    databaseUrl,
    secret: SECRET,
    mailboxDir,
    startWeb: (env = {}) => keep(startWeb({ ...shared, ...env })),
    startWorker: (env = {}) =>
      keep(
        startScript(
          WEB,
          commandOf("worker"),
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
    },
  };
}

export type Script = "start" | "worker" | "db:migrate" | "db:move" | "keys:rotate";

/** What a script of `package.json` has node run, with node's own options. */
export function commandOf(script: Script): string[] {
  const json = readFileSync(path.join(WEB, "package.json"), "utf8");
  const { scripts } = JSON.parse(json) as { scripts: Record<string, string> };
  const [, command] = scripts[script]?.split(" node ") ?? [];
  if (command === undefined) throw new Error(`${script} runs no node.`);
  return command.split(" ");
}

/** A test calls more often than one client may. */
const UNLIMITED = JSON.stringify({ perClient: null });

/** The built app, as `start` runs it, with nothing set but `env`. */
export async function startWeb(env: Record<string, string>): Promise<WebProcess> {
  for (;;) {
    const port = env.PORT ?? String(await freePort());
    try {
      return await startWebAt(port, env);
    } catch (error) {
      // A port that was free may be somebody's before the app has loaded its code.
      if (env.PORT !== undefined || !/Port \d+ is taken/.test(String(error))) throw error;
    }
  }
}

async function startWebAt(port: string, env: Record<string, string>): Promise<WebProcess> {
  const listening = `http://localhost:${port}`;
  const url = env.PUBLIC_URL ?? listening;
  const own = {
    DRAIN_SECONDS: "0",
    PORT: port,
    PUBLIC_URL: url,
    WATCHWORD_POLICY: UNLIMITED,
    ...env,
  };
  const running = await startScript(WEB, commandOf("start"), own, /Database/);
  return { ...running, url, listening };
}

/** The example app at `port`, with its Watchword at `watchword`. */
export function startPartner(watchword: string, port: number): Promise<RunningProcess> {
  const env = { PORT: String(port - 2), PUBLIC_URL: watchword };
  return startScript(PARTNER, ["server.ts"], env, /The partner app is at/);
}

/** Resolves once `condition` holds; throws after `timeoutMs`. Answers how long it took. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  timeoutMs = 45_000,
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
