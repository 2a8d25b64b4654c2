import { type QueryExecutorProvider, sql } from "kysely";

export interface ConnectionRoom {
  /** Connections that the role may have at most: what the server, the database and the role allow. */
  limit: number;
  /** What `limit` is set by. */
  setBy: "max_connections" | "the database's CONNECTION LIMIT" | "the role's CONNECTION LIMIT";
}

/** How many connections a Postgres gives to the role that asks. Behind a pooler that isn't what counts. */
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
