import { randomUUID } from "node:crypto";
import { PRIORITY } from "@watchword/db/mail-queue";
import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { type ClaimedMail, claimMails } from "../src/claim.ts";

/** Claims one mail at once, due or not, as a mailer would; null where it is decided or its time is over. */
export async function claimMail(
  db: Kysely<Database>,
  mailId: string,
  lease: string = randomUUID(),
): Promise<ClaimedMail | null> {
  const { rows } = await sql<{ priority: number }>`
    UPDATE mails SET run_at = '-infinity', turn = -1
    WHERE id = ${mailId} AND state IN ('queued', 'sending') RETURNING priority`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const urgency = row.priority === PRIORITY.notice ? "notice" : "awaited";
  const [mail] = await claimMails(db, lease, urgency, 1);
  return mail ?? null;
}
