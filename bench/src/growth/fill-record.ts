import { type Filling, hashOf, userId } from "./filling.ts";

/** A sign-in by code as it is written down, one step after the other; every tenth is refused. */
const EVENTS = `(ARRAY[
  'email-otp.request', 'mail.queued', 'mail.sent', 'email-otp.sign-in', 'mail.delivered'
])[1 + n % 5]`;
const isCall = "n % 5 IN (0, 3)";
const isRefused = "n % 50 = 48";

/** As many events as accounts: six in ten of the last day, three in ten of the month before, one before that. */
const events = (n: number) => `
  INSERT INTO audit_events (
    at, event, outcome, reason, user_id, token_id, token_age_ms, address_key, address, client_key, client, device,
    request_id
  )
  SELECT CASE
      WHEN n % 10 < 6 THEN now() - n::float8 / ${n} * interval '1 day'
      WHEN n % 10 < 9 THEN now() - interval '1 day' - n::float8 / ${n} * interval '27 days'
      ELSE now() - ${OLD} - n::float8 / ${n} * interval '27 days'
    END,
    ${EVENTS}, CASE WHEN ${isRefused} THEN 'refused' ELSE 'granted' END, CASE WHEN ${isRefused} THEN 'INVALID_TOKEN' END,
    CASE WHEN n % 5 = 3 THEN ${userId("k")} END, md5('token ' || n)::uuid, CASE WHEN n % 5 = 3 THEN 20000 + n % 60000 END,
    ${hashOf("'budget ' || k")}, 'k•••@example.com',
    CASE WHEN ${isCall} THEN ${hashOf("'client ' || n % 100000")} END, CASE WHEN ${isCall} THEN '198.51.100.x' END,
    CASE WHEN ${isCall} THEN 'Firefox on macOS' END, CASE WHEN ${isCall} THEN md5('request ' || n)::uuid::text END
  FROM (SELECT n, n::bigint * 7919 % ${n} AS k FROM generate_series(0, ${n - 1}) AS n) AS event`;

/** Older than the record is kept. */
const OLD = "interval '460 days'";

export const record: Filling[] = [{ table: "audit_events", insert: events }];

/** The months that the events above are of, as `keep_audit_partitions` makes the coming ones. */
export const makeMonths = `
  DO $$ DECLARE starts timestamptz; BEGIN
    SET LOCAL timezone = 'UTC';
    FOR starts IN
      SELECT DISTINCT date_trunc('month', now() - age - n * interval '1 month')
      FROM generate_series(0, 1) AS n, (VALUES (interval '0'), (${OLD})) AS ages (age)
    LOOP
      CONTINUE WHEN to_regclass('audit_events_' || to_char(starts, 'YYYY_MM')) IS NOT NULL;
      EXECUTE format('CREATE TABLE %I PARTITION OF audit_events FOR VALUES FROM (%L) TO (%L)',
        'audit_events_' || to_char(starts, 'YYYY_MM'), starts, starts + interval '1 month');
    END LOOP;
  END $$`;
