import { enqueueMail, type Mail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type AuthContext, refuse, type Refusal } from "../context.ts";
import { isCapped, takeMail } from "../rate-limit/mail-bucket.ts";
import { isUuid } from "../uuid.ts";
import {
  type Challenge,
  challengeColumns,
  type ChallengeRow,
  mailedBefore,
  toChallenge,
} from "./challenge.ts";

export type ResendResult =
  | { ok: true; challenge: Challenge }
  | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN" | "RATE_LIMITED">;

interface Row extends ChallengeRow {
  verdict: "GRANTED" | "INVALID_TOKEN" | "EXPIRED_TOKEN" | "RATE_LIMITED";
  /** Null after the last mail: no wait brings another. */
  retry_after_ms: number | null;
}

/**
 * Mails the same challenge again: the same code with the same counter and expiry, or the link alone
 * once its attempts are spent. `RATE_LIMITED` before its time, which is also when its mailbox may be sent
 * no more, and after the last mail.
 */
export async function resendChallenge(
  ctx: AuthContext,
  challenge: { purpose: string; mail: Mail["kind"]; /** Whose it must be. */ userId?: string },
  otpId: string,
): Promise<ResendResult> {
  if (!isUuid(otpId)) return refuse("INVALID_TOKEN");
  const { purpose, mail, userId = null } = challenge;
  const mailed = { capped: isCapped, allCapped: sql`(${isCapped} AND ${mailedBefore.allCapped})` };
  const { rows } = await sql<Row>`
    WITH found AS MATERIALIZED (
      SELECT * FROM tokens WHERE id = ${otpId} AND purpose = ${purpose}
        AND user_id IS NOT DISTINCT FROM ${userId}::uuid FOR UPDATE
    ), judged AS MATERIALIZED (
      SELECT token.id, resend_at, CASE
        WHEN consumed_at IS NOT NULL THEN 'INVALID_TOKEN'
        WHEN token.code_expires_at <= now() THEN 'EXPIRED_TOKEN'
        WHEN resend_at IS NULL OR resend_at > now() THEN 'RATE_LIMITED'
        ELSE 'GRANTED'
      END AS verdict
      FROM found AS token, LATERAL (SELECT ${challengeColumns(ctx)}) AS challenge
    ), asked AS (
      UPDATE tokens SET mails_requested = mails_requested + 1, last_mail_at = now() FROM judged
      WHERE tokens.id = judged.id AND judged.verdict = 'GRANTED'
      RETURNING tokens.*
    ), ${takeMail(ctx, sql`asked`)}, ${enqueueMail(mail, sql`asked`, "as before", sql`allowed`)}
    SELECT ${challengeColumns(ctx, mailed)}, judged.verdict,
      extract(epoch FROM judged.resend_at - now())::float8 * 1000 AS retry_after_ms
    FROM judged LEFT JOIN asked AS token USING (id)`.execute(ctx.db);
  const row = rows[0];
  if (!row) return refuse("INVALID_TOKEN");
  if (row.verdict === "RATE_LIMITED") {
    return refuse("RATE_LIMITED", row.retry_after_ms && Math.ceil(row.retry_after_ms));
  }
  if (row.verdict !== "GRANTED") return refuse(row.verdict);
  ctx.mailQueued();
  return { ok: true, challenge: toChallenge(ctx, row) };
}
