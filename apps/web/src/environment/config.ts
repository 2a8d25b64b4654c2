import { type Env, readEnv } from "./env.ts";
import type { PlaceHeaders } from "../client/client-place.ts";
import { log } from "../log/log.ts";
import { processWide } from "../process/process-wide.ts";

/**
 * The settings of the running app, made once by the process that serves it. Next loads its own copy of every module, so
 * they are shared as plain data on `globalThis`.
 */
export interface Config extends Omit<Env, "databaseUrl" | "secrets" | "serverless"> {
  databaseUrl: string;
  secrets: [string, ...string[]];
  /** How functions find out who calls; null if the server's guard finds out. */
  serverless: { trustedProxyHops: number; placeHeaders: PlaceHeaders | null } | null;
}

const holder = processWide<Config>("config");

export function setConfig(config: Config): void {
  holder.value = config;
}

export function getConfig(): Config {
  return (holder.value ??= serverlessConfig());
}

/** Functions make it themselves, because no process did so before them. */
function serverlessConfig(): Config {
  const env = readEnv();
  const { databaseUrl, secrets, serverless } = env;
  if (!serverless || databaseUrl === null || secrets === null)
    throw new Error("The app is served by server.ts, which settles its configuration.");
  log.level = env.logLevel;
  return configOf(env, { databaseUrl, secrets });
}

/** The environment with the database that was opened. */
export function configOf(env: Env, database: Pick<Config, "databaseUrl" | "secrets">): Config {
  const { trustedProxyHops, placeHeaders } = env;
  const serverless = env.serverless ? { trustedProxyHops, placeHeaders } : null;
  return { ...env, ...database, serverless };
}
