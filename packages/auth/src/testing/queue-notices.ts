import { randomUUID } from "node:crypto";
import { SEND_NOTICE } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { AuthContext } from "../context.ts";

/** Notices of new sign-ins, as if so many accounts had been signed in to at once; answers their mails' ids. */
export async function queueNotices(ctx: AuthContext, count: number): Promise<string[]> {
  if (count === 0) return [];
  const client = { ip: null, userAgent: null, place: null, locale: null };
  const notices = Array.from({ length: count }, (_, index) => {
    const id = randomUUID();
    const said = { client, to: `notice-${index}@example.com` };
    return { id, sealed: ctx.keys.seal(JSON.stringify(said), id).toString("hex") };
  });
  await sql`
    WITH notice AS (
      SELECT * FROM json_to_recordset(${JSON.stringify(notices)}::json) AS notice (id uuid, sealed text)
    ), mail AS (
      INSERT INTO mails (id, kind, sealed)
      SELECT id, 'new-sign-in', decode(sealed, 'hex') FROM notice RETURNING id
    )
    SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
      SELECT (
        ${SEND_NOTICE}, json_build_object('mailId', id), NULL, NULL, NULL, NULL, 10, ARRAY['notice']
      )::graphile_worker.job_spec FROM mail
    ))`.execute(ctx.db);
  return notices.map(({ id }) => id);
}
