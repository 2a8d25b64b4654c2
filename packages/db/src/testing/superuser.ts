import pg from "pg";
import { inject } from "vitest";

/**
 * Runs a statement as the role that may do anything, however long it takes: dropping a database waits for a checkpoint,
 * which on a slow disk takes longer than the product's statements may.
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
