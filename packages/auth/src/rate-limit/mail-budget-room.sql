-- How many requested mails may leave now by the deployment's budget; null for no limit.
CREATE OR REPLACE FUNCTION mail_budget_room(p_bucket bytea, p_budget integer, p_seconds double precision) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
  spent double precision;
BEGIN
  IF p_budget IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT greatest(0, extract(epoch FROM full_at - now())) / p_seconds INTO spent FROM buckets WHERE bucket = p_bucket;
  RETURN greatest(0, floor((1 - coalesce(spent, 0)) * p_budget));
END $$;
