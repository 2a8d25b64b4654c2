import { type RawBuilder, sql } from "kysely";

/** How many may be taken at once, and how long one takes to come back. */
export interface BucketRate {
  burst: number;
  refillSeconds: number;
}

/**
 * Takes one from the bucket that `named` selects: a statement that returns the bucket, or nothing where
 * it is empty. Calls at once queue up on its row, so it is never over; an empty one that is asked again
 * isn't put off.
 */
export function takeOne(
  named: RawBuilder<unknown>,
  { burst, refillSeconds }: BucketRate,
): RawBuilder<unknown> {
  const one = sql`make_interval(secs => ${refillSeconds})`;
  return sql`
    INSERT INTO buckets (bucket, full_at)
    SELECT named.bucket, now() + ${one} FROM (${named}) AS named (bucket) WHERE true
    ON CONFLICT (bucket) DO UPDATE SET full_at = greatest(buckets.full_at, now()) + ${one}
      WHERE greatest(buckets.full_at, now()) + ${one} <= now() + ${burst}::integer * ${one}
    RETURNING bucket`;
}

/** When a bucket has one, in SQL. */
export function roomAt(
  bucket: RawBuilder<unknown>,
  { burst, refillSeconds }: BucketRate,
): RawBuilder<unknown> {
  const short = (burst - 1) * refillSeconds;
  return sql`greatest(now(), (
    SELECT full_at - make_interval(secs => ${short}) FROM buckets WHERE buckets.bucket = ${bucket}
  ))`;
}
