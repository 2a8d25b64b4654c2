import type { MailState } from "@watchword/db/schema";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isUuid } from "../uuid.ts";
import { type Challenge, challengeColumns, type ChallengeRow, toChallenge } from "./challenge.ts";

export type Delivery = "queued" | "sent" | "delivered" | "bounced" | "failed" | "capped";

export interface ChallengeStatus extends Challenge {
  /** How far the newest mail has come. */
  delivery: Delivery;
  consumed: boolean;
}

export type StatusResult = { ok: true; status: ChallengeStatus } | Refusal<"INVALID_TOKEN">;

/** A withheld mail looks sent: whether an address has an account is nobody's business. */
const DELIVERY: Record<MailState, Delivery> = {
  queued: "queued",
  sent: "sent",
  skipped: "sent",
  failed: "failed",
};

/** How a challenge stands, also when it is used or over. `INVALID_TOKEN` for an unknown one. */
export async function challengeStatus(
  ctx: AuthContext,
  purpose: string,
  otpId: string,
): Promise<StatusResult> {
  if (!isUuid(otpId)) return refuse("INVALID_TOKEN");
  const { rows } = await sql<ChallengeRow & { state: MailState; consumed: boolean }>`
    SELECT ${challengeColumns(ctx)}, token.consumed_at IS NOT NULL AS consumed,
      (SELECT state FROM mails WHERE token_id = token.id ORDER BY created_at DESC LIMIT 1) AS state
    FROM tokens AS token
    WHERE id = ${otpId} AND purpose = ${purpose}`.execute(ctx.db);
  const row = rows[0];
  if (!row) return refuse("INVALID_TOKEN");
  const { consumed, state } = row;
  return { ok: true, status: { ...toChallenge(ctx, row), delivery: DELIVERY[state], consumed } };
}
