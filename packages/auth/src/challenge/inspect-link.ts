import type { AuthContext } from "../context.ts";
import { hashSecret } from "../keys/keys.ts";
import { type Purpose, rowOf } from "../purposes.ts";
import { unsealChallenge } from "./challenge.ts";

export type LinkState =
  | {
      state: "live";
      collection: string;
      email: string;
      userId: string | null;
      expiresAt: string;
      next: string | null;
    }
  | { state: "used" | "expired" | "unknown" };

/** What a mailed link would do, without doing it. */
export async function inspectLink(
  ctx: AuthContext,
  purpose: Purpose,
  token: string,
): Promise<LinkState> {
  const takes = {
    purpose,
    token_hash: hashSecret(token),
    outlives_changes: rowOf(purpose).outlivesChanges,
  };
  const [row] = await ctx.call("inspect_link", takes);
  if (!row) return { state: "unknown" };
  if (row.state !== "live") return { state: row.state === "used" ? "used" : "expired" };
  const next = row.sealed && unsealChallenge(ctx, row.id, row.sealed)?.next;
  return {
    state: "live",
    collection: row.collection,
    email: row.email,
    userId: row.user_id,
    expiresAt: row.token_expires_at.toISOString(),
    next: next ?? null,
  };
}
