import type { AuthContext } from "../context.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { Client } from "../client.ts";
import { guessLimits, networkLimits } from "../guess-budget/limits.ts";
import { mailLimits } from "../rate-limit/mail-bucket.ts";
import { FOREIGN_KEY_VIOLATION, UNIQUE_VIOLATION } from "@watchword/db/sql-states";
import type { HashedCredential } from "./credential.ts";

/** Why a use of a token is refused. */
export type TokenRefusal = Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "TOO_MANY_ATTEMPTS">;

/** While this waited, somebody took the address, or ended the session that is handed over. */
const LOST_RACES: ReadonlySet<string | undefined> = new Set([
  UNIQUE_VIOLATION,
  FOREIGN_KEY_VIOLATION,
]);

/**
 * The parameters of `tokens/redeem.sql` for a use of a token: how it is presented, and which budgets a guess counts in.
 */
export async function redeeming(ctx: AuthContext, credential: HashedCredential, client: Client) {
  const networks =
    credential.token_hash === null
      ? await networkLimits(ctx, client)
      : { networks: [], per_network: [] };
  const { refill_seconds } = mailLimits(ctx);
  return { ...credential, ...networks, ...guessLimits(ctx), refill_seconds };
}

/** The row that a function which uses a token returns, or the refusal. */
export async function redeem<Row extends { verdict: string }>(
  call: Promise<Row[]>,
): Promise<{ ok: true; row: Row } | TokenRefusal> {
  try {
    const [row] = await call;
    if (!row) return refuse("INVALID_TOKEN");
    const { verdict } = row;
    if (
      verdict === "EXPIRED_TOKEN" ||
      verdict === "TOO_MANY_ATTEMPTS" ||
      verdict === "INVALID_TOKEN"
    )
      return refuse(verdict);
    return { ok: true, row };
  } catch (error) {
    if (LOST_RACES.has((error as { code?: string }).code)) return refuse("INVALID_TOKEN");
    throw error;
  }
}
