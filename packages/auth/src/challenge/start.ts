import { randomUUID } from "node:crypto";
import type { Mail } from "@watchword/db/mail-queue";
import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { askerFor } from "../guess-budget/budgets.ts";
import { createSecret, hashSecret } from "../keys.ts";
import { createPhrase } from "../phrase/phrase.ts";
import { mailBuckets } from "../rate-limit/mail-bucket.ts";
import { mailTurn } from "../rate-limit/mail-turn.ts";
import { drawCode, hashCodes } from "../tokens/codes.ts";
import { type Challenge, challengeLimits, type SealedChallenge, toChallenge } from "./challenge.ts";

export interface ChallengeStart {
  purpose: string;
  collection: string;
  /** The address that it proves. */
  email: string;
  /** The account that it belongs to. */
  userId: string | null;
  code: {
    /** The fewest; more while so short ones are being guessed at. */
    digits: number;
    ttlSeconds: number;
    maxAttempts: number;
  };
  link: { ttlSeconds: number };
  /** The mail that carries it. */
  mail: Mail["kind"];
  phrase: boolean;
  /** Where the link leads in the end: a path of this origin. */
  next: string | null;
  client: Client;
  /** Whether the address is that of the account whose session asks. */
  ownAddress?: boolean;
}

/**
 * Starts a challenge: a code and a link, two doors of one token, and their mail in the queue, in one call
 * that never reads `users`. Challenges of one address live side by side.
 */
export async function startChallenge(ctx: AuthContext, start: ChallengeStart): Promise<Challenge> {
  const { purpose, collection, digits, id, code, takes, phrase } = await prepare(ctx, start);
  const hashes = (most?: number) =>
    hashCodes(ctx, { purpose, collection, holder: id }, { code, digits, ...(most && { most }) });
  let [row] = await ctx.call("start_challenge", { ...takes, code_hashes: hashes(digits) });
  if (row?.verdict === "LONGER_CODE")
    [row] = await ctx.call("start_challenge", { ...takes, code_hashes: hashes() });
  if (row?.verdict !== "GRANTED") throw new Error("The challenge was not stored.");
  ctx.mailQueued();
  return toChallenge(id, row, phrase);
}

async function prepare(ctx: AuthContext, start: ChallengeStart) {
  const { purpose, collection, email, mail, client, next } = start;
  const id = randomUUID();
  const code = drawCode();
  const token = createSecret();
  const phrase = start.phrase ? createPhrase() : null;
  const asker = await askerFor(ctx, start, client);
  const known = start.ownAddress === true || asker.deviceBudget !== null;
  const takes = {
    id,
    purpose,
    collection,
    email,
    user: start.userId,
    sealed: sealChallenge(ctx, id, { code, token, phrase, next, client }),
    budget: asker.budget,
    device_budget: asker.deviceBudget,
    digits: start.code.digits,
    code_ttl: start.code.ttlSeconds,
    max_attempts: start.code.maxAttempts,
    token_hash: hashSecret(token),
    token_ttl: start.link.ttlSeconds,
    mail,
    ...(await mailBuckets(ctx, { collection, email, signsIn: mail === "email-otp" }, asker)),
    ...(await mailTurn(ctx, email, client, known)),
    ...challengeLimits(ctx),
  };
  return { purpose, collection, digits: start.code.digits, id, code, takes, phrase };
}

/** What a mail says, sealed under its token's id; not what the browser keeps of having signed in before. */
export function sealChallenge(
  ctx: AuthContext,
  id: string,
  { client, ...said }: Omit<SealedChallenge, "client"> & { client: Client },
): Buffer {
  const { deviceCookie: _cookie, ...shown } = client;
  const sealing: SealedChallenge = { ...said, client: shown };
  return ctx.keys.seal(JSON.stringify(sealing), id);
}
