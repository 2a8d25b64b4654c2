/*
 * Takes one from each bucket, or from none if one is empty. Returns 0, or the milliseconds until the first empty bucket
 * has one again. Concurrent calls lock the buckets in the order given.
 */
CREATE OR REPLACE FUNCTION take_from_buckets(p_buckets bytea[], p_bursts integer[], p_refill_seconds double precision[])
RETURNS double precision
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
DECLARE
  one interval;
  short interval;
  full_then timestamptz[] := '{}';
  full_now timestamptz;
  -- When the bucket's row was locked: whoever held it before took from it earlier, however long this call waited.
  had_at timestamptz;
BEGIN
  FOR i IN 1..cardinality(p_buckets) LOOP
    SELECT full_at INTO full_now FROM buckets WHERE bucket = p_buckets[i] FOR UPDATE;
    IF NOT FOUND THEN
      INSERT INTO buckets (bucket, full_at) VALUES (p_buckets[i], now()) ON CONFLICT DO NOTHING;
      SELECT full_at INTO full_now FROM buckets WHERE bucket = p_buckets[i] FOR UPDATE;
    END IF;
    had_at := clock_timestamp();
    one := make_interval(secs => p_refill_seconds[i]);
    full_then := full_then || greatest(full_now, had_at) + one;
    short := full_then[i] - had_at - p_bursts[i] * one;
    IF short > interval '0' THEN
      RETURN extract(epoch FROM short)::double precision * 1000;
    END IF;
  END LOOP;
  FOR i IN 1..cardinality(p_buckets) LOOP
    UPDATE buckets SET full_at = full_then[i] WHERE bucket = p_buckets[i];
  END LOOP;
  RETURN 0;
END $$;
