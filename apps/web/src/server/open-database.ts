import path from "node:path";
import { placeOf } from "@watchword/db/database-url";
import { type Config, configOf } from "../environment/config.ts";
import type { Env } from "../environment/env.ts";

export interface OpenDatabase {
  config: Config;
  migrationUrl: string;
  /** In words, for the log. */
  description: string;
  /** Stops the embedded Postgres, where this process started it. */
  close(): Promise<void>;
}

/** The database and secret that the environment names, or the embedded ones under `DATA_DIR`. */
export async function openDatabase(env: Env): Promise<OpenDatabase> {
  if (env.databaseUrl !== null && env.secrets !== null) {
    const { databaseUrl, secrets } = env;
    return {
      config: configOf(env, { databaseUrl, secrets }),
      migrationUrl: env.migrationDatabaseUrl ?? databaseUrl,
      description: `Postgres at ${placeOf(databaseUrl)}`,
      close: async () => {},
    };
  }
  const { keptSecret } = await import("./kept-secret.ts");
  const secrets: Config["secrets"] = env.secrets ?? [await keptSecret(env.dataDir)];
  const { startEmbeddedPostgres } = await import("@watchword/db/embedded");
  const postgres = await startEmbeddedPostgres({ folder: path.join(env.dataDir, "postgres") });
  return {
    config: configOf(env, { databaseUrl: postgres.url, secrets }),
    migrationUrl: postgres.ownerUrl,
    description: `embedded Postgres in ${env.dataDir}`,
    close: () => postgres.stop(),
  };
}
