import { type RawBuilder, sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { normalizeCode } from "../code.ts";
import { hashSecret } from "../keys.ts";
import { isUuid } from "../uuid.ts";

/** How a token is presented: a code beside its challenge or its subject, or a long token alone. */
export type Door =
  | { code: string; challenge: string }
  | { code: string; subject: string }
  | {
      token: string;
      /** What is stored for it, where that isn't its SHA-256. */
      stored?: Buffer;
    };

interface DescribedDoor {
  /** At most one row, unless `findsSeveral`. */
  finds: RawBuilder<unknown>;
  findsSeveral: boolean;
  expiresAt: RawBuilder<unknown>;
  /** No attempts left; a long token has no counter, as it can't be guessed. */
  spent: RawBuilder<unknown>;
  matches: RawBuilder<unknown>;
  /** Whether a wrong guess costs an attempt. */
  counts: boolean;
}

/** The door in SQL over a row of `tokens`; null where no token could have it, which spends nothing. */
export function describeDoor(ctx: AuthContext, purpose: string, door: Door): DescribedDoor | null {
  if ("token" in door) {
    if (!isPlausible(door.token)) return null;
    return {
      finds: sql`token_hash = ${door.stored ?? hashSecret(door.token)}`,
      expiresAt: sql`token.token_expires_at`,
      spent: sql`false`,
      matches: sql`true`,
      counts: false,
      findsSeveral: false,
    };
  }
  const bySubject = "subject" in door;
  const holder = bySubject ? door.subject : door.challenge;
  if (!isPlausible(door.code) || !isUuid(holder)) return null;
  const code = normalizeCode(door.code);
  const matches = Object.keys(ctx.policy.collections).map((collection) => {
    const hashes = ctx.keys.hashCode({ purpose, collection, holder }, code);
    return sql`(token.collection = ${collection} AND code_hash = ANY(${hashes}::bytea[]))`;
  });
  return {
    finds: bySubject ? sql`user_id = ${holder}` : sql`id = ${holder}`,
    expiresAt: sql`code_expires_at`,
    spent: sql`(attempts >= max_attempts OR code_length IS NULL)`,
    matches: sql`(${sql.join(matches, sql` OR `)})`,
    counts: true,
    findsSeveral: bySubject,
  };
}

/** Callers in plain JavaScript may hand over anything: `["123456"]` is not "123456". */
function isPlausible(secret: unknown): secret is string {
  return typeof secret === "string" && secret.length <= 512;
}
