import { sql } from "kysely";
import type { AuthContext } from "./context.ts";

/** The database's time in milliseconds. Every lifetime is counted by it, whatever a process's clock says. */
export async function databaseNow(ctx: AuthContext): Promise<number> {
  const { rows } = await sql<{ now: Date }>`SELECT now()`.execute(ctx.db);
  return rows[0]?.now.getTime() ?? 0;
}
