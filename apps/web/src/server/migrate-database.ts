import { migrate } from "@watchword/auth/migrate";
import { log } from "../log/log.ts";
import type { OpenDatabase } from "./open-database.ts";
import { waitForDatabase } from "./wait-for-database.ts";

/** Brings the database up to date, and logs who is waited for, and what other roles could, or still can, do with it. */
export async function migrateDatabase({ migrationUrl, config }: OpenDatabase): Promise<void> {
  const { databaseUrl, databaseSchema: schema, policy } = config;
  const keepAuditDays = policy.audit.retentionDays;
  await waitForDatabase([migrationUrl, databaseUrl], schema);
  const options = { schema, keepAuditDays, onWait: (words: string) => log.warn(words) };
  const { revoked, foreign, newer } = await migrate(migrationUrl, databaseUrl, options);
  if (newer.length > 0)
    log.warn({ newer }, "The database is of a newer release, and this older one serves over it");
  if (revoked.length > 0)
    log.warn({ revoked }, "Other roles had rights on Watchword's tables, which were taken away");
  if (foreign.length > 0) log.warn({ foreign }, "Other roles have rights on Watchword's tables");
}
