import type { EmailOtpMail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { describeDevice, describePlace } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { admitAddress } from "../user/prove-address.ts";
import { unsealChallenge } from "../challenge/challenge.ts";

interface Row {
  id: string;
  email: string;
  sealed: Buffer;
  code_alive: boolean;
  code_expires_at: Date;
  token_expires_at: Date;
  resolved_at: Date;
}

/**
 * What the sign-in mail says, or null where there is nothing to say: the token is used or over, or
 * the address may not sign in, which only this worker looks up.
 */
export async function resolveEmailOtpMail(
  ctx: AuthContext,
  publicUrl: string,
  mail: { id: string; tokenId: string },
): Promise<EmailOtpMail | null> {
  const admission = admitAddress(ctx.policy);
  const { rows } = await sql<Row>`
    WITH token AS (
      SELECT * FROM tokens
      WHERE id = ${mail.tokenId} AND consumed_at IS NULL AND token_expires_at > now() AND sealed IS NOT NULL
    ), ${admission.ctes}
    SELECT id, email, sealed, code_expires_at, token_expires_at, now() AS resolved_at,
      code_expires_at > now() AND attempts < max_attempts AS code_alive
    FROM token WHERE ${admission.condition}`.execute(ctx.db);
  const row = rows[0];
  const sealed = row && unsealChallenge(ctx, row.id, row.sealed);
  if (!sealed) return null;
  return {
    id: mail.id,
    kind: "email-otp",
    to: row.email,
    code: row.code_alive ? { digits: sealed.code, expiresAt: row.code_expires_at } : null,
    link: { url: `${publicUrl}/sign-in/link/${sealed.token}`, expiresAt: row.token_expires_at },
    phrase: sealed.phrase,
    requestedBy: {
      ...describeDevice(sealed.client.userAgent),
      place: describePlace(sealed.client),
    },
    resolvedAt: row.resolved_at,
  };
}
