import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { guessLimits } from "../guess-budget/limits.ts";
import { mailLimits, resendLimits } from "../rate-limit/mail-bucket.ts";

/** A mailed code and link in use, as their requester sees them. Times are ISO 8601. */
export interface Challenge {
  otpId: string;
  /** Null if the mail carries only the link, or if no mail was sent because the address has had too many. */
  codeLength: number | null;
  /** When the code expires. */
  expiresAt: string;
  /**
   * When the same code may be mailed again, which is later if the address was sent too many; null after the last mail.
   */
  resendAt: string | null;
  phrase?: string;
  /** Known only to the requester: it signs in after whoever has the link approved that. */
  secret?: string;
}

/** What a challenge's mail says, sealed beside its token. */
export interface SealedChallenge {
  /** Its first `code_length` digits are the code (see the row); null if the mail has only a link. */
  code: string | null;
  token: string;
  phrase: string | null;
  /** Where the link finally leads: a path of this origin. */
  next: string | null;
  /** The name of the app that `next` leads to. */
  app?: string;
  client: Omit<Client, "deviceCookie">;
}

/** A challenge's row as SQL functions return it. */
export interface ChallengeRow {
  code_length: number | null;
  code_expires_at: Date;
  resend_at: Date | null;
}

/** The limits that decide how a challenge stands, as SQL parameters: on guesses, mails and resends. */
export function challengeLimits(ctx: AuthContext) {
  return { ...guessLimits(ctx), ...mailLimits(ctx), ...resendLimits(ctx) };
}

export function toChallenge(id: string, row: ChallengeRow, phrase: string | null): Challenge {
  return {
    otpId: id,
    codeLength: row.code_length,
    expiresAt: row.code_expires_at.toISOString(),
    resendAt: row.resend_at?.toISOString() ?? null,
    ...(phrase !== null && { phrase }),
  };
}

/** The phrase that a challenge's mail shows; null if there is none, or no secret of this process decrypts it. */
export function phraseOf(ctx: AuthContext, id: string, sealed: Buffer | null): string | null {
  return (sealed && unsealChallenge(ctx, id, sealed)?.phrase) ?? null;
}

/** Null if no secret of this process decrypts it. */
export function unsealChallenge(
  ctx: AuthContext,
  id: string,
  sealed: Buffer,
): SealedChallenge | null {
  const json = ctx.keys.unseal(sealed, id);
  return json === null ? null : (JSON.parse(json) as SealedChallenge);
}
