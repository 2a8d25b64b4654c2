import { enqueueMail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { createPhrase } from "../phrase/phrase.ts";
import { prepareToken } from "../tokens/issue.ts";
import {
  type Challenge,
  challengeColumns,
  type ChallengeRow,
  PURPOSE,
  type SealedEmailOtp,
  toChallenge,
} from "./challenge.ts";

export interface EmailOtpRequest {
  /** Normalized. */
  email: string;
  /** One of the policy's. */
  collection: string;
  phrase: boolean;
  /** Where the link leads after sign-in: a path of this origin. */
  next: string | null;
  client: Client;
}

/**
 * Starts a sign-in: a code and a link, two doors of one token, and their mail in the queue, in one
 * statement that never reads `users`. Challenges of one address live side by side.
 */
export async function requestEmailOtp(
  ctx: AuthContext,
  input: EmailOtpRequest,
): Promise<Challenge> {
  const { email, collection, next, client } = input;
  const { digits, ttlSeconds, linkTtlSeconds, maxAttempts } = ctx.policy.emailOtp;
  const phrase = input.phrase ? createPhrase() : null;
  const { insert } = prepareToken(ctx, {
    purpose: PURPOSE,
    collection,
    subject: { email },
    code: { digits, ttlSeconds, maxAttempts },
    token: { ttlSeconds: linkTtlSeconds },
    toSeal: (secrets) => ({ ...secrets, phrase, next, client }) as SealedEmailOtp,
  });
  const { rows } = await sql<ChallengeRow>`
    WITH token AS (${insert}), ${enqueueMail(PURPOSE, sql`token`)}
    SELECT ${challengeColumns(ctx)} FROM token, queued_job`.execute(ctx.db);
  if (!rows[0]) throw new Error("The challenge was not stored.");
  return toChallenge(ctx, rows[0]);
}
