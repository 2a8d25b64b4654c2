import pg from "pg";
import { inject } from "vitest";

/**
 * Runs a statement as the role that may do anything, and as long as it takes: dropping a database waits
 * for a checkpoint, for which a slow disk needs longer than the product gives a statement.
 */
export async function asSuperuser(
  statement: string,
  url: string = inject("postgresUrl"),
): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(statement);
  } finally {
    await client.end();
  }
}
