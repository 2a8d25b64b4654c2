import { type RawBuilder, sql } from "kysely";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { codeIsOpen } from "../guess-budget/room.ts";
import { nextMailAt } from "../rate-limit/mail-bucket.ts";

/** A mailed code and link under way, as the one who asked for them sees it. Times are ISO 8601. */
export interface Challenge {
  otpId: string;
  /** Null where the mail carries the link alone, or no mail went: its address was sent enough of them. */
  codeLength: number | null;
  /** When the code ends. */
  expiresAt: string;
  /** When the same code may be mailed again, which is later where no mail may go; null after the last mail. */
  resendAt: string | null;
  phrase?: string;
}

/** What a challenge's mail says, sealed beside its token. */
export interface SealedChallenge {
  /** As many of its digits are the code as the row says. */
  code: string;
  token: string;
  phrase: string | null;
  /** Where the link leads in the end: a path of this origin. */
  next: string | null;
  client: Omit<Client, "deviceCookie">;
}

export interface ChallengeRow {
  id: string;
  code_length: number | null;
  code_expires_at: Date;
  resend_at: Date | null;
  sealed: Buffer | null;
}

/** What became of a challenge's mails, as conditions in SQL. */
interface Mailed {
  /** Whether the newest stays here, unless its address has an account. */
  capped: RawBuilder<unknown>;
  /** Whether every one does. */
  allCapped: RawBuilder<unknown>;
}

/** The same of the mails of `token` that this statement doesn't make. */
export const mailedBefore: Mailed = {
  capped: sql`coalesce((
    SELECT mails.state = 'capped' OR mails.if_known FROM mails
    WHERE mails.token_id = token.id ORDER BY mails.created_at DESC LIMIT 1
  ), false)`,
  allCapped: sql`NOT EXISTS (
    SELECT FROM mails WHERE mails.token_id = token.id AND mails.state <> 'capped' AND NOT mails.if_known
  )`,
};

/**
 * The columns of `ChallengeRow`, from a row of `tokens` known as `token`. A code that no mail shows has
 * no length.
 */
export function challengeColumns(ctx: AuthContext, { capped, allCapped }: Mailed = mailedBefore) {
  const { maxMails, resendAfterSeconds } = ctx.policy.emailOtp;
  return sql`
    token.id, token.code_expires_at, token.sealed,
    CASE WHEN ${codeIsOpen(ctx)} AND NOT ${allCapped} THEN token.code_length END AS code_length,
    CASE WHEN token.mails_requested < ${maxMails} THEN greatest(
      token.last_mail_at + make_interval(secs => ${resendAfterSeconds}),
      CASE WHEN ${capped} THEN ${nextMailAt(ctx)} END
    ) END AS resend_at`;
}

export function toChallenge(ctx: AuthContext, row: ChallengeRow): Challenge {
  const phrase = row.sealed && unsealChallenge(ctx, row.id, row.sealed)?.phrase;
  return {
    otpId: row.id,
    codeLength: row.code_length,
    expiresAt: row.code_expires_at.toISOString(),
    resendAt: row.resend_at?.toISOString() ?? null,
    ...(phrase && { phrase }),
  };
}

/** Null where no secret opens it. */
export function unsealChallenge(
  ctx: AuthContext,
  id: string,
  sealed: Buffer,
): SealedChallenge | null {
  const json = ctx.keys.unseal(sealed, id);
  return json === null ? null : (JSON.parse(json) as SealedChallenge);
}
