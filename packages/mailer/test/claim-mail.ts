import { randomUUID } from "node:crypto";
import type { AuthContext } from "@watchword/auth";
import { PRIORITY } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type ClaimedMail, claimMails } from "../src/claim.ts";

/** Claims one mail at once, due or not, as a mailer would; null where it is decided or its time is over. */
export async function claimMail(
  auth: Pick<AuthContext, "db" | "call">,
  mailId: string,
  lease: string = randomUUID(),
): Promise<ClaimedMail | null> {
  const { rows } = await sql<{ priority: number }>`
    UPDATE mails SET run_at = '-infinity', turn = -1
    WHERE id = ${mailId} AND state IN ('queued', 'sending') RETURNING priority`.execute(auth.db);
  const row = rows[0];
  if (!row) return null;
  const urgency = row.priority === PRIORITY.notice ? "notice" : "awaited";
  const [mail] = await claimMails(auth, lease, urgency, 1);
  return mail ?? null;
}
