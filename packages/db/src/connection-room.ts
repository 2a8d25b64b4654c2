import { type QueryExecutorProvider, sql } from "kysely";

export interface ConnectionRoom {
  /** The most connections that the role may have, by the limits of the server, the database and the role. */
  limit: number;
  /** What sets `limit`. */
  setBy: "max_connections" | "the database's CONNECTION LIMIT" | "the role's CONNECTION LIMIT";
}

/** How many connections Postgres allows the current role. Behind a pooler, the pooler's limit counts instead. */
export async function connectionRoom(db: QueryExecutorProvider): Promise<ConnectionRoom> {
  const { rows } = await sql<{ limit: number; set_by: ConnectionRoom["setBy"] }>`
    SELECT least AS limit, set_by FROM (
      SELECT 'max_connections' AS set_by, current_setting('max_connections')::integer
        - current_setting('superuser_reserved_connections')::integer
        - coalesce(current_setting('reserved_connections', true), '0')::integer AS least
      UNION ALL
      SELECT 'the database''s CONNECTION LIMIT', datconnlimit FROM pg_database
      WHERE datname = current_database() AND datconnlimit >= 0
      UNION ALL
      SELECT 'the role''s CONNECTION LIMIT', rolconnlimit FROM pg_roles
      WHERE rolname = current_user AND rolconnlimit >= 0
    ) AS limits ORDER BY least LIMIT 1`.execute(db);
  return { limit: rows[0]?.limit ?? 0, setBy: rows[0]?.set_by ?? "max_connections" };
}
