import { CONNECTION, type ClientOptions, DatabaseClient } from "./database-client.ts";
import { DEFAULT_SCHEMA } from "./database-schema.ts";
import type pg from "pg";
import { addressOf } from "./database-address.ts";
import type { Host } from "./database-url.ts";
import { createPrimary } from "./primary.ts";
import { sessionOptions, STATEMENT_MS } from "./session-settings.ts";

/** How long asking a host whether it takes writes may take. */
const PROBE_MS = 2_000;

/** The options of `connect`. */
export interface ConnectOptions {
  /** The schema of our tables, in which names are found; `watchword` by default. */
  schema?: string;
  /** A statement that runs longer is cancelled, and soon afterwards abandoned; 5 s by default, 0 for never. */
  statementTimeoutMs?: number;
  /** Whether to refuse a server that accepts no writes; true by default. */
  wantsWrites?: boolean;
}

/** How connections to a database are opened, one by one or by a pool. Throws `DatabaseUrlError`. */
export function clientOptions(
  database: string | pg.Pool,
  options: ConnectOptions = {},
): ClientOptions {
  const {
    schema = DEFAULT_SCHEMA,
    statementTimeoutMs = STATEMENT_MS,
    wantsWrites = true,
  } = options;
  const { hosts, config, isPooled, options: own } = addressOf(database);
  const shared = {
    ...CONNECTION,
    ...config,
    schema,
    isPooled,
    // A pooler may repeat outdated facts about the server.
    wantsWrites: wantsWrites && !isPooled,
    query_timeout:
      statementTimeoutMs && statementTimeoutMs + CONNECTION.query_timeout - STATEMENT_MS,
    ...(isPooled
      ? own !== null && { options: own }
      : { options: sessionOptions(own, statementTimeoutMs, schema) }),
  };
  const probe = async (host: Host) => {
    const client = new DatabaseClient({
      ...shared,
      primary: { find: async () => host, forget: () => {} },
      connectionTimeoutMillis: PROBE_MS,
      query_timeout: PROBE_MS,
    });
    await client.connect();
    void client.end();
  };
  return { ...shared, primary: createPrimary(hosts, probe) };
}

/** Works on one connection, and ends it. */
export async function withClient<Result>(
  databaseUrl: string,
  work: (client: DatabaseClient) => Promise<Result>,
  options: ConnectOptions = {},
): Promise<Result> {
  const client = new DatabaseClient(clientOptions(databaseUrl, options));
  try {
    await client.connect();
    return await work(client);
  } finally {
    void client.end();
  }
}
