import { USER_AGENT } from "../contestants/contestant.ts";
import { type Filling, quote, userId } from "./filling.ts";

/** A third has a password; nine in ten speak English; they came over three years. */
const users = (n: number) => `
  INSERT INTO users (id, collection, email, email_verified_at, password_hash, locale, created_at)
  SELECT ${userId("n")}, 'users', 'known-' || n || '@example.com', made,
    CASE WHEN n % 3 = 0 THEN '$argon2id$v=19$m=19456,t=2,p=1$' || repeat('s', 22) || '$' || repeat('h', 43) END,
    CASE WHEN n % 10 = 0 THEN 'de' ELSE 'en' END, made
  FROM (
    SELECT n, now() - n::float8 / ${n} * interval '3 years' AS made FROM generate_series(0, ${n - 1}) AS n
  ) AS account`;

/**
 * As many as accounts: a fifth has two and a fifth none. A tenth was handed over from the one before, and
 * two in a thousand are over.
 */
const sessions = (n: number) => `
  INSERT INTO sessions (
    id, secret_hash, user_id, epoch, parent_id, audience, user_agent, ip, created_at, authenticated_at,
    last_seen_at, expires_at, absolute_expires_at
  )
  SELECT md5('session ' || n)::uuid, sha256(convert_to('session ' || n, 'UTF8')),
    ${userId("CASE WHEN n % 5 = 0 THEN n + 1 ELSE n END")}, 0,
    CASE WHEN n % 10 = 1 THEN md5('session ' || n - 1)::uuid END, CASE WHEN n % 10 = 1 THEN 'partner' END,
    ${quote(USER_AGENT)}, '198.51.' || n % 256 || '.' || n / 256 % 256, seen - interval '5 days', seen - interval '5 days',
    seen, seen + interval '30 days', seen + interval '85 days'
  FROM (
    SELECT n, now() - hashint8(n)::float8 / 2147483648 * interval '15 days' - interval '15 days'
      - CASE WHEN n % 500 = 0 THEN interval '31 days' ELSE interval '0' END AS seen
    FROM generate_series(0, ${n - 1}) AS n
  ) AS session`;

/** One each, from the first sign-in on. */
const notices = (n: number) => `
  INSERT INTO notices_told (user_id, kind)
  SELECT ${userId("n")}, 'new-sign-in' FROM generate_series(0, ${n - 1}) AS n`;

const reserved = (n: number) => `
  INSERT INTO reserved_addresses (collection, email, user_id, reserved_until)
  SELECT 'users', 'left-' || n || '@example.com', ${userId("n")}, now() + n::float8 / ${n / 1000} * interval '7 days'
  FROM generate_series(1, ${n / 1000}) AS n`;

const suppressed = (n: number) => `
  INSERT INTO suppressed_addresses (email, reason, suppressed_at, suppressed_until)
  SELECT 'known-' || n * 199 || '@example.com', CASE WHEN n % 4 = 0 THEN 'bounce' ELSE 'complaint' END,
    now() - interval '1 hour', now() + interval '1 day' FROM generate_series(1, ${n / 200}) AS n`;

export const accounts: Filling[] = [
  { table: "users", insert: users },
  { table: "sessions", insert: sessions },
  { table: "notices_told", insert: notices },
  { table: "reserved_addresses", insert: reserved },
  { table: "suppressed_addresses", insert: suppressed },
];
