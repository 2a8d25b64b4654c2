import pg from "pg";
import { type DatabaseAddress, readDatabaseUrl } from "./database-url.ts";

/** What a connection to a database is opened with. */
export interface ResolvedAddress extends Pick<DatabaseAddress, "hosts" | "options" | "isPooled"> {
  config: pg.ClientConfig;
}

/** Where a database is, by its URL or by the app's pool to it. Throws `DatabaseUrlError`. */
export function addressOf(database: string | pg.Pool): ResolvedAddress {
  if (typeof database !== "string") return addressOfPool(database);
  const { connectionString, ...address } = readDatabaseUrl(database);
  return { ...address, config: { connectionString } };
}

/** Whether the URL says that there is a PgBouncer in between. */
export function isPooled(database: string | pg.Pool): boolean {
  return addressOf(database).isPooled;
}

/** The address as pg reads it from the pool's options, or from the environment if they are silent. */
function addressOfPool(pool: pg.Pool): ResolvedAddress {
  const { password, connectionString = "", stream, options } = pool.options;
  // A pool's password isn't copied with its options.
  const client = new pg.Client({ ...pool.options, ...(password !== undefined && { password }) });
  const { user, database, ssl } = client;
  return {
    hosts: [{ host: client.host, port: client.port }],
    options: options ?? null,
    isPooled: /[?&]pgbouncer=true(?:&|$)/.test(connectionString),
    config: {
      ...(user !== undefined && { user }),
      ...(database !== undefined && { database }),
      password: password ?? client.password,
      ssl,
      ...(stream && { stream }),
    },
  };
}
