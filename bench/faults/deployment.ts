import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@watchword/db/embedded";
import { migrate } from "@watchword/auth/migrate";
import { type Proxy, startProxy } from "@watchword/db/testing/proxy";
import { type ResendServer, startResendServer } from "@watchword/emails/testing";
import pg from "pg";
import { cpuMsOf } from "../src/cpu.ts";
import {
  freePort,
  redisProcess,
  type Restartable,
  webProcess,
  workerProcess,
} from "./processes.ts";

/** Web processes, workers, Postgres, Redis and a provider of mail, each of which may fail. */
export interface Deployment {
  urls: readonly string[];
  webs: readonly Restartable[];
  workers: readonly Restartable[];
  redis: Restartable;
  resend: ResendServer;
  /** What the processes reach Postgres through; null where they reach it directly. */
  network: Proxy | null;
  /** Runs statements as the role that may do anything. */
  asOwner<Row extends pg.QueryResultRow>(statement: string, values?: unknown[]): Promise<Row[]>;
  /** A connection that stays, e.g. to hold a lock. */
  connect(): Promise<pg.Client>;
  killPostgres(): Promise<void>;
  /** `-m fast`: whoever is connected is sent away. */
  stopPostgres(): Promise<void>;
  startPostgres(): Promise<void>;
  /** Milliseconds of processor that Postgres has had since it was started. */
  postgresCpuMs(): number;
  /** Whether all web processes say that they are ready. */
  isReady(): Promise<boolean>;
  /** What the processes have written. */
  output(): string;
  close(): Promise<void>;
}

const POLICY = JSON.stringify({ perClient: null, mailsPerAddress: null });

export async function deploy(count: {
  webs: number;
  workers: number;
  /** Whether a network that may fall silent stands before Postgres. */
  throughNetwork?: boolean;
}): Promise<Deployment> {
  const folder = await mkdtemp(path.join(tmpdir(), "watchword-faults-"));
  let postgres: EmbeddedPostgres = await startEmbeddedPostgres({ folder });
  await migrate(postgres.ownerUrl, postgres.url);
  const network = count.throughNetwork ? await startProxy(postgres.url) : null;
  const resend = await startResendServer();
  const redisPort = await freePort();
  const ports: number[] = [];
  while (ports.length < count.webs) ports.push(await freePort());
  const shared = {
    NODE_ENV: "production",
    DRAIN_SECONDS: "0",
    DATABASE_URL: network?.url ?? postgres.url,
    WATCHWORD_SECRET: randomUUID() + randomUUID(),
    WATCHWORD_POLICY: POLICY,
    TRUSTED_PROXY_HOPS: "1",
    REDIS_URL: `redis://127.0.0.1:${redisPort}`,
    EMAIL_FROM: "Watchword <sign-in@watchword.example>",
    RESEND_API_KEY: resend.apiKey,
    RESEND_BASE_URL: resend.url,
    PUBLIC_URL: `http://localhost:${ports[0]}`,
  };
  const redis = redisProcess(redisPort);
  const webOn = (port: number) => webProcess({ ...shared, PORT: `${port}`, WORKER: "off" });
  const webs = ports.map(webOn);
  const workers = Array.from({ length: count.workers }, () => workerProcess(shared));
  const all = [redis, ...webs, ...workers];
  await Promise.all(all.map((one) => one.start()));
  const urls = ports.map((port) => `http://127.0.0.1:${port}`);
  const pidFile = path.join(folder, "data/postmaster.pid");

  const connect = async () => {
    const client = new pg.Client({
      connectionString: postgres.ownerUrl,
      options: "-c search_path=watchword",
    });
    client.on("error", () => {});
    await client.connect();
    return client;
  };

  return {
    urls,
    webs,
    workers,
    redis,
    resend,
    network,
    connect,
    async asOwner<Row extends pg.QueryResultRow>(statement: string, values: unknown[] = []) {
      const client = await connect();
      try {
        return (await client.query<Row>(statement, values)).rows;
      } finally {
        await client.end();
      }
    },
    async killPostgres() {
      process.kill(Number.parseInt(await readFile(pidFile, "utf8"), 10), "SIGKILL");
    },
    stopPostgres: () => postgres.stop(),
    async startPostgres() {
      postgres = await startEmbeddedPostgres({ folder });
    },
    postgresCpuMs: () => cpuMsOf(Number.parseInt(readFileSync(pidFile, "utf8"), 10)),
    async isReady() {
      const answers = await Promise.all(
        urls.map((url) => fetch(`${url}/api/health/ready`).catch(() => null)),
      );
      return answers.every((answer) => answer?.ok === true);
    },
    output: () => all.map((one) => one.output()).join("\n"),
    async close() {
      await Promise.all(all.map((one) => one.kill()));
      await resend.close();
      await network?.close();
      await postgres.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
