import type { AuthContext } from "@watchword/auth";
import { keepAuditPartitions } from "@watchword/auth/audit";
import pg from "pg";

/** A month of the record that is kept no longer. */
export interface Month {
  databaseUrl: string;
  /** Makes it where it is gone, with so many events as `events`. */
  make(): Promise<void>;
}

const NAME = "audit_events_2001_01";

export function oldMonth(databaseUrl: string, events: number): Month {
  return {
    databaseUrl,
    async make() {
      await withClient(databaseUrl, async (client) => {
        const { rowCount } = await client.query("SELECT WHERE to_regclass($1) IS NULL", [NAME]);
        if (!rowCount) return;
        await client.query(`
          CREATE TABLE ${NAME} PARTITION OF audit_events
            FOR VALUES FROM ('2001-01-01T00:00:00Z') TO ('2001-02-01T00:00:00Z')`);
        await client.query(`
          INSERT INTO ${NAME} (at, event, outcome, address_key)
          SELECT '2001-01-02T00:00:00Z', 'email-otp.request', 'granted', sha256(n::text::bytea)
          FROM generate_series(1, ${events}) AS n`);
      });
    },
  };
}

/** As the worker does each minute: where it would wait for long, it lets it be. */
export async function dropMonth(auth: AuthContext): Promise<void> {
  await keepAuditPartitions(auth).catch(notInTime);
}

/** Does something while somebody else reads the record, as a dump does that takes hours. */
export async function whileRead(
  { databaseUrl }: Month,
  over: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  await withClient(databaseUrl, async (reader) => {
    await reader.query("BEGIN");
    await reader.query("LOCK TABLE audit_events IN ACCESS SHARE MODE");
    await work();
    if (!over.aborted) await new Promise((resolve) => over.addEventListener("abort", resolve));
    await reader.query("ROLLBACK");
  });
}

function notInTime(error: Error & { code?: string }): void {
  if (error.code !== "55P03") throw error;
}

async function withClient(databaseUrl: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({
    connectionString: databaseUrl,
    options: "-c search_path=watchword",
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
