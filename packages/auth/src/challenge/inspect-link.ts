import type { Requester } from "@watchword/db/mail-queue";
import { describeRequester } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { guessLimits } from "../guess-budget/limits.ts";
import { type Purpose, rowOf } from "../purposes.ts";
import { toLongToken } from "../keys/long-token.ts";
import { unsealChallenge } from "./challenge.ts";

export type LinkState =
  | {
      state: "live";
      collection: string;
      email: string;
      userId: string | null;
      expiresAt: string;
      next: string | null;
      /** The id of its challenge. */
      otpId: string;
      /** The code that the same mail carries, while it may be tried. */
      code: string | null;
      /** Who requested the mail. */
      requestedBy: Requester | null;
      /** Whether the number of the browser that asked was typed here; null while it may be. */
      approved: boolean | null;
      /** Whether there is an account that it belongs to, or that has its address. */
      existing: boolean;
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
    ...toLongToken(token),
    outlives_changes: rowOf(purpose).outlivesChanges,
    ...guessLimits(ctx),
  };
  const [row] = await ctx.call("inspect_link", takes);
  if (!row) return { state: "unknown" };
  if (row.state !== "live") return { state: row.state === "used" ? "used" : "expired" };
  const secrets = row.sealed && unsealChallenge(ctx, row.id, row.sealed);
  return {
    state: "live",
    collection: row.collection,
    email: row.email,
    userId: row.user_id,
    expiresAt: row.token_expires_at.toISOString(),
    next: secrets?.next ?? null,
    otpId: row.id,
    code: row.code_length === null ? null : (secrets?.code?.slice(0, row.code_length) ?? null),
    requestedBy: secrets ? describeRequester(secrets.client) : null,
    approved: row.approved,
    existing: row.existing,
  };
}
