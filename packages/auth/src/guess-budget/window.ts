import { sql } from "kysely";

/** How long a failed guess counts in its budgets. `guess_window()` says the same. */
export const GUESS_WINDOW = sql`interval '24 hours'`;
