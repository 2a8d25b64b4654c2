import { resolve } from "node:path";
import type pg from "pg";
import { chooseAccount } from "./account.ts";
import { loadBinaries } from "./binaries.ts";
import { WAIT_SECONDS } from "./command.ts";
import { withClient } from "../connect.ts";
import { databaseUrl, ensureCluster } from "./cluster.ts";
import { EmbeddedPostgresError } from "./error.ts";
import { prepareFolder } from "./folder.ts";
import { withFolderLock } from "./lock.ts";
import { findRunning } from "./running.ts";
import { runtimeUrl } from "./runtime-role.ts";
import { startServer } from "./server.ts";

export { EmbeddedPostgresError };

export interface EmbeddedPostgres {
  /** The URL of the database `watchword`, as the role that serves, whose rights `migrate` grants. */
  url: string;
  /** The URL as a role that may do anything, to migrate with. */
  ownerUrl: string;
  /** False if another process had started it. */
  owned: boolean;
  /** Ends Postgres and waits for that; does nothing if another process had started it. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Contains the data, the password and the log. It is made, with its parents, if it is missing. */
  folder: string;
  /** 200 by default. */
  maxConnections?: number;
  /** What Postgres has in its environment, besides PATH, LC_ALL and TZ. */
  env?: Record<string, string>;
}

/**
 * Starts a Postgres on 127.0.0.1 with its data in a folder. It ends with the process that started it, even if that is
 * killed; other processes that name the folder in the meantime get the same one. Throws `EmbeddedPostgresError`, which
 * says what to do, and waits 30 s at most for any one step.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<EmbeddedPostgres> {
  const binaries = await loadBinaries();
  const folder = await prepareFolder(resolve(options.folder));
  return withFolderLock(folder, async () => {
    const runningUrl = await findRunning(folder);
    if (runningUrl !== undefined) {
      const url = await runtimeUrl(folder, runningUrl);
      return { url, ownerUrl: runningUrl, owned: false, stop: async () => {} };
    }

    const account = await chooseAccount(folder, binaries.postgres);
    await ensureCluster(folder, binaries, account);
    const server = await startServer(folder, binaries.pg_ctl, account, {
      maxConnections: options.maxConnections ?? 200,
      env: options.env ?? {},
    });
    try {
      await ensureDatabase(await databaseUrl(folder, server.port, "postgres"));
      const ownerUrl = await databaseUrl(folder, server.port);
      const url = await runtimeUrl(folder, ownerUrl);
      return { url, ownerUrl, owned: true, stop: () => withFolderLock(folder, server.stop) };
    } catch (error) {
      await server.stop();
      throw error;
    }
  });
}

async function ensureDatabase(adminUrl: string): Promise<void> {
  const make = async (client: pg.ClientBase) => {
    const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = 'watchword'");
    if (rowCount === 0) await client.query("CREATE DATABASE watchword");
  };
  try {
    // It copies a template, which takes a while on a slow disk.
    await withClient(adminUrl, make, {
      wantsWrites: false,
      statementTimeoutMs: WAIT_SECONDS * 1000,
    });
  } catch (cause) {
    const reason = (cause as Error).message;
    throw new EmbeddedPostgresError(`Postgres has started but refuses connections: ${reason}.`, {
      cause,
    });
  }
}
