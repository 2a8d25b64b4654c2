import { createDatabase, createPool } from "@watchword/db/pool";
import { inject } from "vitest";

/**
 * A test's database as the role that owns the tables, which may lock and read all of them. A statement may take as long as
 * it does on a slow machine.
 */
export function connectOwner(databaseUrl: string): ReturnType<typeof createDatabase> {
  const { username, password } = new URL(inject("postgresUrl"));
  const url = Object.assign(new URL(databaseUrl), { username, password });
  return createDatabase(createPool(url.href, { statementTimeoutMs: 0 }));
}
