import { connectionRoom } from "@watchword/db/connection-room";
import { isPooled } from "@watchword/db/database-address";
import { createDatabase, createPool } from "@watchword/db/pool";
import { MAILER_CONNECTIONS } from "@watchword/mailer";
import { ALERT_CONNECTIONS } from "../alerts/watch-alerts.ts";
import type { Config } from "../environment/config.ts";

/** More than the database gives one process. */
class ConnectionsError extends Error {
  override readonly name = "ConnectionsError";
}

type Sized = Pick<Config, "poolSize" | "alertWebhook">;

/** How many connections a process may have open at the same time. `docs/scaling.md` explains the sum. */
function connectionSum(
  { poolSize, alertWebhook }: Sized,
  { serves, sendsMail }: { serves: boolean; sendsMail: boolean },
): number {
  const forMail = sendsMail ? poolSize + MAILER_CONNECTIONS : 0;
  const forAlerts = alertWebhook === null ? 0 : ALERT_CONNECTIONS;
  return (serves ? poolSize : 0) + forMail + forAlerts;
}

/** Throws if the database allows fewer connections than this one process may take. */
export async function checkConnections(
  config: Sized & Pick<Config, "databaseUrl" | "databaseSchema">,
  process: { serves: boolean; sendsMail: boolean },
): Promise<void> {
  if (isPooled(config.databaseUrl)) return;
  const { databaseUrl, databaseSchema: schema } = config;
  const db = createDatabase(createPool(databaseUrl, { schema, max: 1 }));
  const { limit, setBy } = await connectionRoom(db).finally(() => db.destroy());
  const sum = connectionSum(config, process);
  if (sum <= limit) return;
  throw new ConnectionsError(
    `This process may take ${sum} connections, and the database gives ${limit} (${setBy}). Set ` +
      "DATABASE_POOL_SIZE lower, or give it more: docs/scaling.md has the sum.",
  );
}
