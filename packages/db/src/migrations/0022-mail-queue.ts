import { type Kysely, sql } from "kysely";

/*
 * A mail's row is its place in the queue: `run_at` says when it is due, or until when it is leased to the
 * mailer that claimed it under `lease`. The messages of alerts are claimed alike.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    ALTER TABLE mails
      ADD COLUMN run_at timestamptz NOT NULL DEFAULT now(),
      ADD COLUMN priority smallint NOT NULL DEFAULT 0,
      ADD COLUMN lease uuid`.execute(db);
  // What a worker of the previous release holds is left to it for as long as a try may take.
  await sql`
    UPDATE mails SET priority = CASE WHEN token_id IS NULL THEN 10 ELSE 0 END,
      run_at = now() + CASE state WHEN 'sending' THEN interval '2 minutes' ELSE interval '0' END
    WHERE state IN ('queued', 'sending')`.execute(db);
  await sql`
    CREATE INDEX mails_due ON mails (priority, run_at) WHERE state IN ('queued', 'sending')`.execute(
    db,
  );

  await sql`INSERT INTO chores (name, done_until) VALUES ('clean-up', '-infinity')`.execute(db);

  await sql`
    CREATE TABLE alert_messages (
      id uuid PRIMARY KEY DEFAULT uuid_by_time(),
      type text NOT NULL,
      data jsonb NOT NULL,
      tries smallint NOT NULL DEFAULT 0,
      run_at timestamptz NOT NULL DEFAULT now(),
      lease uuid,
      created_at timestamptz NOT NULL DEFAULT now()
    )`.execute(db);
  await sql`CREATE INDEX alert_messages_run_at ON alert_messages (run_at)`.execute(db);

  // Who serves was known by who owned the queue.
  await sql`CREATE TABLE serving_roles (name name PRIMARY KEY)`.execute(db);
  await sql`
    INSERT INTO serving_roles SELECT rolname FROM pg_namespace JOIN pg_roles ON pg_roles.oid = nspowner
    WHERE nspname = 'graphile_worker' AND rolname <> current_user`.execute(db);

  // queue_notice stays for processes of the previous release, which add jobs still.
  await sql`DROP FUNCTION queue_limited_notice`.execute(db);
  await sql`
    CREATE FUNCTION enqueue_notice(
      mail uuid, kind text, account uuid, sealed bytea, locale text, priority integer, at_most integer
    ) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
    DECLARE
      hour_ago timestamptz := now() - interval '1 hour';
      this_hour notices_told;
      due timestamptz := now();
      stands_for integer := 0;
    BEGIN
      IF account IS NOT NULL AND at_most IS NOT NULL THEN
        INSERT INTO notices_told AS before (user_id, kind, told) VALUES (account, $2, 1)
        ON CONFLICT ON CONSTRAINT notices_told_pkey DO UPDATE SET
          since = CASE WHEN before.since > hour_ago AND before.told > 0 THEN before.since ELSE now() END,
          told = CASE WHEN before.since > hour_ago THEN before.told ELSE 0 END + 1
        RETURNING * INTO this_hour;
        IF this_hour.told > at_most + 1 THEN
          UPDATE mails SET repeats = mails.repeats + 1 WHERE id = this_hour.summary;
          RETURN;
        END IF;
        IF this_hour.told = at_most + 1 THEN
          due := this_hour.since + interval '61 minutes';
          stands_for := 1;
          UPDATE notices_told SET summary = mail WHERE user_id = account AND notices_told.kind = $2;
        END IF;
      END IF;
      INSERT INTO mails (id, kind, user_id, sealed, locale, priority, repeats, run_at)
      VALUES ($1, $2, $3, $4, $5, $6, stands_for, due);
      INSERT INTO audit_events (event, outcome, user_id) VALUES ('mail.queued', 'granted', account);
    END
    $$`.execute(db);
}
