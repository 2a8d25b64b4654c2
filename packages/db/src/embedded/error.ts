/** Why the embedded Postgres can't run, in words that say what to do about it. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}
