import { createHash } from "node:crypto";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import type pg from "pg";
import type { QueryClient, QueryPool } from "./query-pool.ts";

/** More texts than a program has, so that code that builds ever new ones can't fill the connections. */
const MAX_NAMES = 1_000;

/** Returns a function that names statements, one name for each text; undefined after a thousand names. */
export function nameStatements(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size === MAX_NAMES) return known;
    const name = createHash("sha256").update(text).digest("base64url");
    names.set(text, name);
    return name;
  };
}

/**
 * Wraps a pool so that each statement is prepared on each connection under its own name: Postgres then parses and plans
 * it once and not at every call, which for the longest statements takes longer than running them.
 */
export function preparing(pool: pg.Pool | QueryPool): PostgresPool {
  const nameOf = nameStatements();
  const clients = new WeakMap<pg.PoolClient | QueryClient, PostgresPoolClient>();

  function prepared(client: pg.PoolClient | QueryClient): PostgresPoolClient {
    return {
      query: (text: unknown, values?: readonly unknown[]) => {
        const name = typeof text === "string" && values?.length ? nameOf(text) : undefined;
        if (name === undefined) return client.query(text as string, values as unknown[]) as never;
        return client.query({ name, text: text as string, values: values as unknown[] }) as never;
      },
      release: (destroy) => client.release(destroy),
    };
  }

  return {
    options: {},
    end: () => pool.end(),
    async connect() {
      const client = await pool.connect();
      const known = clients.get(client) ?? prepared(client);
      clients.set(client, known);
      return known;
    },
  };
}
