import { type Filling, hashOf, userId } from "./filling.ts";

/*
 * As many tokens as accounts, asked for within the last 27 hours: a tenth has been over for a day and waits
 * for the clean-up. Of twenty, seventeen are codes, one is a reset and two are one-time tokens.
 */

const ASKED = (n: number) => `now() - (1 - n::float8 / ${n}) * interval '27 hours'`;
const isOneTime = "n % 20 >= 18";
const isReset = "n % 20 = 17";
const isCode = "n % 20 < 17";
/** Somebody anywhere in the table. */
const somebody = (n: number) => `(n::bigint * 7919 % ${n})`;

const tokens = (n: number) => `
  INSERT INTO tokens (
    id, purpose, collection, email, user_id, session_id, code_hash, code_length, code_expires_at, max_attempts,
    token_hash, id_in_token, token_expires_at, mails_requested, last_mail_at, consumed_at, created_at, address_key, device_budget,
    mail_bucket, sealed
  )
  SELECT md5('token ' || n)::uuid,
    CASE WHEN ${isCode} THEN 'email-otp' WHEN ${isReset} THEN 'password-reset' ELSE 'one-time-token' END, 'users',
    CASE WHEN NOT ${isOneTime} THEN 'known-' || k || '@example.com' END,
    CASE WHEN ${isOneTime} THEN ${userId("k")} END,
    CASE WHEN ${isOneTime} THEN md5('session ' || k)::uuid END,
    CASE WHEN ${isCode} THEN ${hashOf("'code ' || n")} END, CASE WHEN ${isCode} THEN 6 END,
    CASE WHEN ${isCode} THEN asked + interval '10 minutes' END, CASE WHEN ${isCode} THEN 5 END,
    ${hashOf("'token ' || n")}, true, asked + interval '20 minutes',
    CASE WHEN ${isOneTime} THEN 0 ELSE 1 END, CASE WHEN NOT ${isOneTime} THEN asked END,
    CASE WHEN n % 10 < 9 THEN asked + interval '40 seconds' END, asked,
    CASE WHEN NOT ${isOneTime} THEN ${hashOf("'budget ' || k")} END,
    CASE WHEN ${isCode} AND n % 2 = 0 THEN ${hashOf("'device ' || k")} END,
    CASE WHEN NOT ${isOneTime} THEN ${hashOf("'bucket ' || k")} END,
    CASE WHEN n % 10 = 9 AND asked > now() - interval '21 minutes'
      THEN convert_to(repeat('sealed', 50), 'UTF8') END
  FROM (SELECT n, ${somebody(n)} AS k, ${ASKED(n)} AS asked FROM generate_series(0, ${n - 1}) AS n) AS token`;

/** One for each code and reset, and a notice for every twentieth account. */
const mails = (n: number) => `
  INSERT INTO mails (
    id, kind, token_id, user_id, state, created_at, settled_at, tries, provider, provider_id, event_at, sealed
  )
  SELECT md5('mail ' || n)::uuid, CASE WHEN ${isCode} THEN 'email-otp' ELSE 'password-reset' END,
    md5('token ' || n)::uuid, NULL,
    CASE WHEN n % 200 = 1 THEN 'failed' WHEN n % 200 = 2 THEN 'bounced' WHEN n % 50 = 3 THEN 'sent' ELSE 'delivered' END,
    asked, asked + interval '1 second', 0, 'resend', md5('provider ' || n)::uuid::text, asked + interval '3 seconds', NULL
  FROM (SELECT n, ${ASKED(n)} AS asked FROM generate_series(0, ${n - 1}) AS n) AS mail WHERE NOT ${isOneTime}
  UNION ALL
  SELECT md5('notice ' || n)::uuid, 'new-sign-in', NULL, ${userId("n")},
    CASE WHEN n % 200 = 1 THEN 'failed' ELSE 'delivered' END, told, told + interval '1 second', 0, 'resend',
    md5('notice ' || n)::uuid::text, told, CASE WHEN n % 2000 = 1 THEN 'sealed'::bytea END
  FROM (
    SELECT n, now() - n::float8 / ${n / 20} * interval '30 days' AS told FROM generate_series(1, ${n / 20}) AS n
  ) AS notice`;

/** Failed guesses: one in twenty tokens was guessed at wrongly once, by whom it was for. */
const guesses = (n: number) => `
  INSERT INTO spent_guesses (budget, slot, at)
  SELECT ${hashOf("'budget ' || n")}, 1, now() - n::float8 / ${n / 20} * interval '24 hours'
  FROM generate_series(1, ${n / 20}) AS n
  UNION ALL
  SELECT convert_to('code-length:6', 'UTF8'), n, now() - interval '1 hour' FROM generate_series(1, 2000) AS n`;

/** Of those, what the codes of six digits have: triggers count no filling. */
const guessTotals = () => `
  INSERT INTO guess_totals
  SELECT budget, date_bin('10 minutes', now(), to_timestamp(0)) - n * interval '10 minutes', 20
  FROM convert_to('code-length:6', 'UTF8') AS budget, generate_series(1, 100) AS n`;

const buckets = (n: number) => `
  INSERT INTO buckets (bucket, full_at)
  SELECT ${hashOf("'bucket ' || n")}, now() + n::float8 / ${n / 20} * interval '30 minutes'
  FROM generate_series(1, ${n / 20}) AS n`;

export const traffic: Filling[] = [
  { table: "tokens", insert: tokens },
  { table: "mails", insert: mails },
  { table: "spent_guesses", insert: guesses },
  { table: "guess_totals", insert: guessTotals },
  { table: "buckets", insert: buckets },
];
