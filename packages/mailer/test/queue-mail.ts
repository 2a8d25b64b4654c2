import { randomUUID } from "node:crypto";
import { PRIORITY } from "@watchword/db/mail-queue";
import type { Database } from "@watchword/db/schema";
import { asOwner } from "@watchword/db/testing";
import { type Kysely, sql } from "kysely";

/** A mail in the queue: of a token that lives so long, or a notice. */
export async function queueMail(db: Kysely<Database>, tokenSeconds?: number): Promise<string> {
  const [id, tokenId] = [randomUUID(), randomUUID()];
  if (tokenSeconds === undefined) {
    await sql`
      INSERT INTO mails (id, kind, priority, sealed)
      VALUES (${id}, 'password-changed', ${PRIORITY.notice}, ${Buffer.from("said")})`.execute(db);
    return id;
  }
  const queueing = sql`
    WITH token AS (
      INSERT INTO tokens (id, purpose, collection, email, token_hash, token_expires_at)
      VALUES (${tokenId}, 'email-otp', 'users', 'ada@example.com', ${Buffer.from(tokenId)},
        now() + make_interval(secs => ${tokenSeconds}))
      RETURNING id
    )
    INSERT INTO mails (id, kind, token_id) SELECT ${id}, 'email-otp', id FROM token`;
  await asOwner(db, (owner) => queueing.execute(owner));
  return id;
}

export function mailOf(db: Kysely<Database>, id: string) {
  return db.selectFrom("mails").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
}

/** Seconds until a mail is due, or until its lease ends. */
export async function dueInSeconds(db: Kysely<Database>, id: string): Promise<number> {
  const { rows } = await sql<{ due_s: number }>`
    SELECT extract(epoch FROM run_at - now())::float8 AS due_s FROM mails WHERE id = ${id}`.execute(
    db,
  );
  return rows[0]?.due_s ?? Number.NaN;
}
