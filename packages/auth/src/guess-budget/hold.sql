/*
 * A budget is a number of slots. A guess must hold one before it is judged, and a failed guess sits in its slot for 24
 * hours. While a guess is in flight its slot is held by an advisory lock, so a right one writes nothing and never
 * waits. After the lock is taken, a separate statement reads whether the slot is free. So failures of the last 24 hours
 * and guesses in flight never outnumber the slots, however many processes guess at once.
 */

-- The advisory lock of a slot.
CREATE OR REPLACE FUNCTION slot_lock(p_budget bytea, p_slot integer) RETURNS bigint
LANGUAGE sql STABLE AS $$
  SELECT hashtextextended('watchword:guess:' || encode(p_budget, 'hex') || ':' || p_slot, 0)
$$;

/*
 * Locks `p_count` free slots of a budget; null if it finds too few. It may give up a little early, because it looks at
 * a limited number. It skips taken slots before it locks them, so that a spent budget needs few locks. It begins with
 * `p_drawn`, which this transaction may have locked already: that lock would otherwise take a slot from others for
 * nothing. Without a budget (null) it locks none.
 */
CREATE OR REPLACE FUNCTION hold_slots(p_budget bytea, p_slots integer, p_count integer, p_drawn integer)
RETURNS integer[]
LANGUAGE plpgsql AS $$
#variable_conflict use_column
DECLARE
  held integer[] := '{}';
  candidate integer;
BEGIN
  IF p_budget IS NULL THEN
    RETURN held;
  END IF;
  -- At random first: a budget is rarely so full that this doesn't find a free slot at once.
  FOR attempt IN 1..64 LOOP
    candidate := coalesce(CASE WHEN attempt = 1 THEN p_drawn END, 1 + floor(random() * p_slots)::integer);
    CONTINUE WHEN candidate = ANY(held);
    CONTINUE WHEN attempt > p_count AND EXISTS (
      SELECT FROM spent_guesses
      WHERE budget = p_budget AND slot = candidate AND at > now() - guess_window());
    CONTINUE WHEN NOT pg_try_advisory_xact_lock(slot_lock(p_budget, candidate));
    CONTINUE WHEN EXISTS (
      SELECT FROM spent_guesses
      WHERE budget = p_budget AND slot = candidate AND at > now() - guess_window());
    held := held || candidate;
    IF cardinality(held) = p_count THEN
      RETURN held;
    END IF;
  END LOOP;
  -- Small budgets are searched to the last slot; large ones refuse a little early.
  FOR candidate IN
    SELECT free.slot FROM generate_series(1, CASE WHEN p_slots <= 1000 THEN p_slots ELSE 0 END) AS free (slot)
    WHERE NOT EXISTS (
      SELECT FROM spent_guesses AS spent
      WHERE spent.budget = p_budget AND spent.slot = free.slot AND spent.at > now() - guess_window()
    )
    ORDER BY random()
  LOOP
    CONTINUE WHEN candidate = ANY(held);
    CONTINUE WHEN NOT pg_try_advisory_xact_lock(slot_lock(p_budget, candidate));
    CONTINUE WHEN EXISTS (
      SELECT FROM spent_guesses
      WHERE budget = p_budget AND slot = candidate AND at > now() - guess_window());
    held := held || candidate;
    IF cardinality(held) = p_count THEN
      RETURN held;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

/*
 * Locks one slot of each budget, drawn at random, in fewer statements than `hold_slots`. If one of them is in use or
 * spent, which is rare unless a budget is nearly used up, `free_all` is false and the slots that were locked stay
 * locked.
 */
CREATE OR REPLACE FUNCTION draw_slots(
  p_budgets bytea[], p_sizes integer[], OUT drawn integer[], OUT free_all boolean
)
LANGUAGE plpgsql AS $$
BEGIN
  free_all := false;
  FOR n IN 1..cardinality(p_budgets) LOOP
    drawn := drawn || (1 + floor(random() * p_sizes[n])::integer);
    IF NOT pg_try_advisory_xact_lock(slot_lock(p_budgets[n], drawn[n])) THEN
      RETURN;
    END IF;
  END LOOP;
  PERFORM FROM unnest(p_budgets, drawn) AS held (budget, slot), LATERAL (
    SELECT FROM spent_guesses
    WHERE budget = held.budget AND slot = held.slot AND at > now() - guess_window() LIMIT 1
  ) AS spent;
  free_all := NOT FOUND;
END $$;

/*
 * The budget that the known devices of a network share once the network's own is spent. Anybody can get a known device
 * by signing in at an address of their own, so without it such devices could guess without limit from one network.
 */
CREATE OR REPLACE FUNCTION known_devices_budget(p_network bytea) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(p_network || convert_to('known devices', 'UTF8'))
$$;

/*
 * Locks `p_count` slots in each budget that a guess counts in: the address's, the client's (`p_networks[1]`), those of
 * the wider networks that the client is in, and the code length's. If the address's budget is spent, the known device's
 * takes its place. If a wider network's is spent, the known device's and the one that all known devices of the network
 * share take its place; the shared one is worth four clients. `slots` is null if a budget had no free slot and none
 * took its place.
 */
CREATE OR REPLACE FUNCTION hold_guess(
  p_count integer, p_budget bytea, p_per_address integer, p_device_budget bytea, p_per_device integer,
  p_networks bytea[], p_per_network integer[], p_length_budget bytea, p_per_length integer,
  OUT budgets bytea[], OUT slots integer[]
)
LANGUAGE plpgsql AS $$
DECLARE
  named bytea[];
  held integer[];
  more integer[];
  drawn integer[];
  free_all boolean;
  by_device boolean := false;
BEGIN
  IF p_count = 1 AND p_budget IS NOT NULL AND p_length_budget IS NOT NULL THEN
    named := p_budget || p_networks || p_length_budget;
    SELECT * INTO drawn, free_all FROM draw_slots(named, p_per_address || p_per_network || p_per_length);
    IF free_all THEN
      budgets := named;
      slots := drawn;
      RETURN;
    END IF;
  END IF;
  named := array_fill(p_budget, ARRAY[p_count]);
  held := hold_slots(p_budget, p_per_address, p_count, drawn[1]);
  IF held IS NULL AND p_device_budget IS NOT NULL THEN
    held := hold_slots(p_device_budget, p_per_device, p_count, NULL);
    named := array_fill(p_device_budget, ARRAY[p_count]);
    by_device := true;
  END IF;
  IF held IS NULL THEN
    RETURN;
  END IF;
  FOR level IN 1..coalesce(cardinality(p_networks), 0) LOOP
    more := hold_slots(p_networks[level], p_per_network[level], p_count, drawn[1 + level]);
    IF more IS NOT NULL THEN
      named := named || array_fill(p_networks[level], ARRAY[p_count]);
    ELSIF level = 1 OR p_device_budget IS NULL THEN
      RETURN;
    ELSE
      IF NOT by_device THEN
        more := hold_slots(p_device_budget, p_per_device, p_count, NULL);
        IF more IS NULL THEN
          RETURN;
        END IF;
        named := named || array_fill(p_device_budget, ARRAY[p_count]);
        held := held || more;
        by_device := true;
      END IF;
      more := hold_slots(known_devices_budget(p_networks[level]), 4 * p_per_network[1], p_count, NULL);
      IF more IS NULL THEN
        RETURN;
      END IF;
      named := named || array_fill(known_devices_budget(p_networks[level]), ARRAY[p_count]);
    END IF;
    held := held || more;
  END LOOP;
  more := hold_slots(p_length_budget, p_per_length, p_count, drawn[2 + coalesce(cardinality(p_networks), 0)]);
  IF more IS NULL THEN
    RETURN;
  END IF;
  budgets := named || array_fill(p_length_budget, ARRAY[cardinality(more)]);
  slots := held || more;
END $$;

-- Records a wrong guess in the slots that it holds.
CREATE OR REPLACE FUNCTION spend_guess(p_budgets bytea[], p_slots integer[]) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO spent_guesses (budget, slot, at)
  SELECT budget, slot, clock_timestamp() FROM unnest(p_budgets, p_slots) AS spent (budget, slot)
  ON CONFLICT (budget, slot) DO UPDATE SET at = excluded.at;
END $$;
