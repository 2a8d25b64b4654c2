import pg from "pg";
import { onTestFinished } from "vitest";

export const READ_TOKENS = "LOCK TABLE watchword.tokens IN ACCESS SHARE MODE";
export const MIGRATE = "SELECT pg_advisory_xact_lock(hashtextextended('watchword:migrate', 0))";

/** Somebody else's session, which holds what a statement locks until `end`. */
export async function holdBy(url: string, statement: string) {
  const client = new pg.Client({ connectionString: url, application_name: "nightly dump" });
  await client.connect();
  onTestFinished(() => client.end());
  await client.query("BEGIN");
  await client.query(statement);
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return { pid: rows[0]?.pid ?? 0, end: () => client.query("COMMIT") };
}
