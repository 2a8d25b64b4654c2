import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { guessLimits } from "../guess-budget/limits.ts";
import { mailLimits, resendLimits } from "../rate-limit/mail-bucket.ts";

/** A mailed code and link under way, as the one who asked for them sees it. Times are ISO 8601. */
export interface Challenge {
  otpId: string;
  /** Null where the mail carries only the link, or where no mail was sent because the address has had too many. */
  codeLength: number | null;
  /** When the code ends. */
  expiresAt: string;
  /** When the same code may be mailed again, which is later where no mail may go; null after the last mail. */
  resendAt: string | null;
  phrase?: string;
  /** Known only to the requester: it signs in once whoever has the link approved it. */
  secret?: string;
}

/** What a challenge's mail says, sealed beside its token. */
export interface SealedChallenge {
  /** Its first `code_length` digits are the code (see the row); null if the mail has only a link. */
  code: string | null;
  token: string;
  phrase: string | null;
  /** Where the link leads in the end: a path of this origin. */
  next: string | null;
  /** The name of the app that `next` leads to. */
  app?: string;
  client: Omit<Client, "deviceCookie">;
}

/** A challenge's row as SQL functions answer it. */
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

/** The phrase that a challenge's mail shows; null for none, and where no secret opens it. */
export function phraseOf(ctx: AuthContext, id: string, sealed: Buffer | null): string | null {
  return (sealed && unsealChallenge(ctx, id, sealed)?.phrase) ?? null;
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
