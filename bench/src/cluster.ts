import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { cpuMsOf } from "./cpu.ts";
import { startEmbeddedPostgres } from "@watchword/db/embedded";
import pg from "pg";

/** An embedded Postgres with its default settings, in a folder that goes with it. */
export interface Cluster {
  /** The URL of a database of this name, made where it is missing. */
  database(name: string): Promise<string>;
  /** Milliseconds of processor that its processes have had so far. */
  cpuMs(): number;
  stop(): Promise<void>;
}

export async function startCluster(): Promise<Cluster> {
  const folder = await mkdtemp(path.join(tmpdir(), "watchword-bench-"));
  const postgres = await startEmbeddedPostgres({ folder });
  const admin = new pg.Client({ connectionString: postgres.ownerUrl });
  await admin.connect();
  const postmaster = Number.parseInt(
    await readFile(path.join(folder, "data/postmaster.pid"), "utf8"),
    10,
  );
  return {
    async database(name) {
      const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [name]);
      if (rowCount === 0) await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)}`);
      const url = new URL(postgres.ownerUrl);
      url.pathname = name;
      return url.href;
    },
    cpuMs: () => cpuMsOf(postmaster),
    async stop() {
      await admin.end();
      await postgres.stop();
      await rm(folder, { recursive: true });
    },
  };
}
