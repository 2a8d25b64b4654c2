/*
 * Spends a guess at the password of an address, which `give_guess_back` undoes if it was right, and returns the account
 * that has the address, if there is one. If the process dies in between, the guess stays spent. Passwords have other
 * budgets than codes; if one is spent, `admitted` is false.
 */
CREATE OR REPLACE FUNCTION reserve_password_guess(
  p_collection text, p_email text, p_budget bytea, p_device_budget bytea,
  p_networks bytea[], p_per_network integer[], p_per_address integer, p_per_device integer,
  OUT admitted boolean, OUT budgets bytea[], OUT slots integer[], OUT user_id uuid, OUT password_hash text
)
LANGUAGE plpgsql SECURITY DEFINER AS $$
#variable_conflict use_column
BEGIN
  SELECT reserved.budgets, reserved.slots INTO budgets, slots FROM hold_guess(
    1, p_budget, p_per_address, p_device_budget, p_per_device, p_networks, p_per_network, NULL, NULL
  ) AS reserved;
  admitted := slots IS NOT NULL;
  IF admitted THEN
    PERFORM spend_guess(budgets, slots);
  END IF;
  SELECT id, users.password_hash INTO user_id, password_hash FROM users
  WHERE collection = p_collection AND email = p_email;
END $$;

COMMENT ON FUNCTION reserve_password_guess IS
  'nullable: device_budget, budgets, slots, user_id, password_hash';
