import type { MailState } from "@watchword/db/schema";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { openCollections } from "../user/known-account.ts";
import { isUuid } from "../uuid.ts";
import { type Challenge, challengeColumns, type ChallengeRow, toChallenge } from "./challenge.ts";

export type Delivery = "queued" | "sent" | "delivered" | "bounced" | "failed" | "capped";

export interface ChallengeStatus extends Challenge {
  /** How far the newest mail has come. */
  delivery: Delivery;
  consumed: boolean;
}

export type StatusResult = { ok: true; status: ChallengeStatus } | Refusal<"INVALID_TOKEN">;

const DELIVERY: Record<MailState, Delivery> = {
  queued: "queued",
  sending: "queued",
  sent: "sent",
  delayed: "sent",
  delivered: "delivered",
  complained: "delivered",
  bounced: "bounced",
  failed: "failed",
  expired: "failed",
  skipped: "sent",
  capped: "capped",
};

/** Longer than a mail takes to be written, or to be withheld. */
const WRITING = sql`interval '2 seconds'`;

/**
 * How a challenge stands, also when it is used or over. `INVALID_TOKEN` for an unknown one. Where the
 * worker may withhold a mail (a closed collection, or always if `mayWithhold`) every mail looks sent
 * after the same time: its true state, or its time, would tell who has an account. That a mailbox was
 * sent enough is told of any, also of one whose account is mailed all the same.
 */
export async function challengeStatus(
  ctx: AuthContext,
  purpose: string,
  otpId: string,
  mayWithhold = false,
): Promise<StatusResult> {
  if (!isUuid(otpId)) return refuse("INVALID_TOKEN");
  const withholds = sql`(${mayWithhold}::boolean OR token.collection <> ALL(${openCollections(ctx.policy)}::text[]))`;
  const { rows } = await sql<ChallengeRow & { state: MailState; consumed: boolean }>`
    SELECT ${challengeColumns(ctx)}, token.consumed_at IS NOT NULL AS consumed, CASE
      WHEN newest.state = 'capped' OR newest.if_known THEN 'capped'
      WHEN NOT ${withholds} THEN newest.state
      WHEN token.last_mail_at + ${WRITING} > now() THEN 'queued'
      ELSE 'sent'
    END AS state
    FROM tokens AS token LEFT JOIN LATERAL (
      SELECT state, if_known FROM mails WHERE token_id = token.id ORDER BY created_at DESC LIMIT 1
    ) AS newest ON true
    WHERE id = ${otpId} AND purpose = ${purpose}`.execute(ctx.db);
  const row = rows[0];
  if (!row) return refuse("INVALID_TOKEN");
  const { consumed, state } = row;
  return { ok: true, status: { ...toChallenge(ctx, row), delivery: DELIVERY[state], consumed } };
}
