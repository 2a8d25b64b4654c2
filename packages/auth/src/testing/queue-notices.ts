import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { PRIORITY } from "@watchword/db/mail-queue";
import type { AuthContext } from "../context.ts";

/** Notices of new sign-ins, as if `count` accounts had been signed in to at once. Returns their mails' ids. */
export async function queueNotices(ctx: AuthContext, count: number): Promise<string[]> {
  if (count === 0) return [];
  const client = { ip: null, userAgent: null, place: null, locale: null };
  const notices = Array.from({ length: count }, (_, index) => {
    const id = randomUUID();
    const said = { client, to: `notice-${index}@example.com` };
    return { id, sealed: ctx.keys.seal(JSON.stringify(said), id).toString("hex") };
  });
  await sql`
    INSERT INTO mails (id, kind, priority, sealed)
    SELECT id, 'new-sign-in', ${PRIORITY.notice}, decode(sealed, 'hex')
    FROM json_to_recordset(${JSON.stringify(notices)}::json) AS notice (id uuid, sealed text)`.execute(
    ctx.db,
  );
  return notices.map(({ id }) => id);
}
