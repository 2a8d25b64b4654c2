import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cpuMsOf } from "./cpu.ts";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import pg from "pg";

/** An embedded Postgres with its default settings, in a folder that goes with it: `await using` stops it. */
export interface Cluster extends AsyncDisposable {
  /** The URL of a database of this name, made where it is missing. */
  database(name: string): Promise<string>;
  /** Milliseconds of processor that its processes have had so far. */
  cpuMs(): number;
  /** Starts it again with these settings and no others that aren't the defaults. URLs change. */
  restart(settings: Record<string, string | number>): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), "watchword-bench-"));
  let server = await startServer(folder);
  return {
    async database(name) {
      const { admin, url } = server;
      const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
      if (rowCount === 0) await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
      return Object.assign(new URL(url), { pathname: name }).href;
    },
    cpuMs: () => cpuMsOf(server.pid),
    async restart(settings) {
      await server.admin.query("ALTER SYSTEM RESET ALL");
      for (const [name, value] of Object.entries(settings))
        await server.admin.query(`ALTER SYSTEM SET ${name} = '${value}'`);
      await server.stop();
      server = await startServer(folder);
    },
    async [Symbol.asyncDispose]() {
      await server.stop();
      await rm(folder, { recursive: true });
    },
  };
}

async function startServer(folder: string) {
  const postgres = await startEmbeddedPostgres({ folder });
  const admin = new pg.Client({ connectionString: postgres.ownerUrl });
  await admin.connect();
  const pid = Number.parseInt(await readFile(path.join(folder, "data/postmaster.pid"), "utf8"), 10);
  const stop = async () => {
    await admin.end();
    await postgres.stop();
  };
  return { url: postgres.ownerUrl, admin, pid, stop };
}
