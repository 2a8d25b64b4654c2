-- Masks an address so that its owner recognizes it and nobody else learns it: a•••@example.com.
CREATE OR REPLACE FUNCTION mask_email(p_email text) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
  SELECT left(p_email, 1) || '•••@' || split_part(p_email, '@', 2)
$$;
