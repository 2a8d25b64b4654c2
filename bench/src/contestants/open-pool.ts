import pg from "pg";

/** A pool of `pg`'s. A connection that is cut off while nobody uses it says so to nobody: the next use does. */
export function openPool(connectionString: string, max: number): pg.Pool {
  const pool = new pg.Pool({ connectionString, max });
  pool.on("error", () => {});
  return pool;
}
