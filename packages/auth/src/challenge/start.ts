import { enqueueMail, type Mail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { isCapped, mailBuckets, takeMail } from "../rate-limit/mail-bucket.ts";
import { mailTurn } from "../rate-limit/mail-turn.ts";
import { createPhrase } from "../phrase/phrase.ts";
import { askerFor } from "../guess-budget/budgets.ts";
import { type CodeSpec, prepareToken, type TokenSpec } from "../tokens/issue.ts";
import {
  type Challenge,
  challengeColumns,
  type ChallengeRow,
  type SealedChallenge,
  toChallenge,
} from "./challenge.ts";

export interface ChallengeStart extends Required<
  Pick<TokenSpec, "purpose" | "collection" | "userId" | "token">
> {
  email: string;
  code: Omit<CodeSpec, "asker" | "besideAccount">;
  /** The mail that carries it. */
  mail: Mail["kind"];
  phrase: boolean;
  next: string | null;
  client: Client;
  /** Whether the address is that of the account whose session asks. */
  ownAddress?: boolean;
}

/**
 * Starts a challenge: a code and a link, two doors of one token, and their mail in the queue, in one
 * statement that never reads `users`. Challenges of one address live side by side.
 */
export async function startChallenge(ctx: AuthContext, start: ChallengeStart): Promise<Challenge> {
  const { mail, next, client, phrase: wantsPhrase, code, ownAddress = false, ...spec } = start;
  const { deviceCookie: _cookie, ...shown } = client;
  const phrase = wantsPhrase ? createPhrase() : null;
  const buckets = await mailBuckets(ctx, { ...spec, signsIn: mail === "email-otp" }, client);
  const turn = await mailTurn(ctx, spec.email, client, ownAddress || buckets.device !== null);
  const { insert } = prepareToken(ctx, {
    ...spec,
    mailBuckets: buckets,
    code: { ...code, asker: await askerFor(ctx, start, client) },
    toSeal: (secrets) => ({ ...secrets, phrase, next, client: shown }) as SealedChallenge,
  });
  const { rows } = await sql<ChallengeRow>`
    WITH token AS (${insert}), ${takeMail(ctx, sql`token`)},
    ${enqueueMail(mail, sql`token`, turn, sql`allowed`)}
    SELECT ${challengeColumns(ctx, { capped: isCapped, allCapped: isCapped })} FROM token`.execute(
    ctx.db,
  );
  if (!rows[0]) throw new Error("The challenge was not stored.");
  ctx.mailQueued();
  return toChallenge(ctx, rows[0]);
}
