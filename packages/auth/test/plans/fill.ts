import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";

/** Enough for an index to pay. */
export const MANY = 20_000;

/** Fills each large table, spread over a month, with rows that no call is about. */
export async function fillTables(owner: Kysely<Database>): Promise<void> {
  const many = sql`generate_series(1, ${sql.lit(MANY)}) AS n`;
  const then = sql`now() - n * interval '2 minutes'`;
  const statements = [
    sql`INSERT INTO users (collection, email) SELECT 'users', 'user-' || n || '@example.com' FROM ${many}`,
    sql`INSERT INTO notices_told (user_id, kind) SELECT id, 'new-sign-in' FROM users`,
    sql`
      INSERT INTO sessions (secret_hash, user_id, epoch, audience, expires_at, absolute_expires_at)
      SELECT sha256(email::bytea), id, 0, CASE WHEN substr(id::text, 36) < '8' THEN 'wiki' END,
        now() + interval '8 days', now() + interval '9 days'
      FROM users`,
    sql`
      INSERT INTO reserved_addresses (collection, email, user_id, reserved_until)
      SELECT 'users', 'left-' || email, id, now() + interval '1 day' FROM users`,
    sql`
      INSERT INTO suppressed_addresses (email, reason, suppressed_at, suppressed_until)
      SELECT 'bounced-' || n || '@example.com', 'bounce', ${then}, ${then} + interval '12 hours' FROM ${many}`,
    sql`
      INSERT INTO tokens (id, purpose, collection, email, token_hash, id_in_token, token_expires_at)
      SELECT id, 'password-reset', collection, email, sha256(email::bytea), substr(id::text, 36) < '8',
        now() + interval '1 hour'
      FROM users`,
    sql`
      INSERT INTO mails (kind, token_id, state, created_at, settled_at, provider, provider_id)
      SELECT 'password-reset', id, CASE WHEN n % 100 = 0 THEN 'failed' ELSE 'delivered' END, ${then}, ${then}, 'resend', id
      FROM (SELECT id, row_number() OVER () AS n FROM tokens) AS token`,
    sql`INSERT INTO spent_guesses (budget, slot, at) SELECT sha256(n::text::bytea), 1, now() FROM ${many}`,
    sql`
      INSERT INTO buckets (bucket, full_at)
      SELECT sha256(n::text::bytea), now() + interval '1 hour' FROM ${many}`,
    sql`
      INSERT INTO audit_events (at, event, outcome, address_key, user_id, request_id)
      SELECT ${then}, 'email-otp.request', 'granted', sha256(n::text::bytea), id, n::text
      FROM (SELECT id, row_number() OVER () AS n FROM users) AS account`,
    sql`
      INSERT INTO logouts (app, collection, user_id, session_id, run_at, created_at)
      SELECT 'app-' || n % 5, 'users', gen_random_uuid(), gen_random_uuid(), ${then}, ${then} FROM ${many}`,
    sql`ANALYZE`,
  ];
  for (const statement of statements) await statement.execute(owner);
}
