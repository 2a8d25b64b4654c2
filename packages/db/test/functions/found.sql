-- An account that was found.
CREATE TYPE found AS (id uuid, locale text, others bigint);
