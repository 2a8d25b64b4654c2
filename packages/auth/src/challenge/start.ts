import { type Client, withoutDeviceCookie } from "../client.ts";
import { policyOf } from "../policy/collection-policy.ts";
import type { AuthContext } from "../context.ts";
import { requesterBudgets } from "../guess-budget/budgets.ts";
import { hashSecret } from "../keys/keys.ts";
import { createPhrase } from "../phrase/phrase.ts";
import { type Purpose, rowOf } from "../purposes.ts";
import { mailBuckets } from "../rate-limit/mail-bucket.ts";
import { mailTurn } from "../rate-limit/mail-turn.ts";
import { drawCode, hashCodes } from "../tokens/codes.ts";
import { createLongToken } from "../keys/long-token.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { FOREIGN_KEY_VIOLATION } from "@watchword/db/sql-states";
import { uuidByTime } from "../uuid.ts";
import { type Challenge, challengeLimits, type SealedChallenge, toChallenge } from "./challenge.ts";
import { testCode } from "./fixed-code.ts";

export interface LinkStart {
  purpose: Purpose;
  collection: string;
  /** The address that is mailed, and that the token proves. */
  email: string;
  /** The account that it belongs to; none unless set. */
  userId?: string;
  client: Client;
  /** Where the link finally leads: a path of this origin. */
  next?: string | null;
  /** The name of the app that `next` leads to, which the mail says. */
  app?: string;
}

export interface ChallengeStart extends LinkStart {
  phrase?: boolean;
  /** Whether the address is that of the account whose session asks. */
  ownAddress?: boolean;
}

/**
 * Starts a challenge: a code and a link, which redeem one token, and their mail in the queue, in one call that never
 * reads `users`. An address can have several live challenges.
 */
export async function startChallenge(ctx: AuthContext, start: ChallengeStart): Promise<Challenge> {
  const { purpose, collection } = start;
  const policy = rowOf(purpose).code?.(policyOf(ctx.policy, collection));
  if (!policy) throw new Error(`A mail of ${purpose} carries no code.`);
  const { ttlSeconds, maxAttempts } = policy;
  const id = uuidByTime();
  const fixed = await testCode(ctx, start);
  const code = fixed ?? drawCode();
  const digits = fixed?.length ?? policy.digits;
  const phrase = start.phrase ? createPhrase() : null;
  const requester = await requesterBudgets(ctx, start, start.client);
  const isKnown = start.ownAddress === true || requester.deviceBudget !== null;
  const { takes: link } = await withLink(ctx, { ...start, id, code, phrase, isKnown }, requester);
  const takes = {
    ...link,
    device_budget: requester.deviceBudget,
    digits,
    code_ttl: ttlSeconds,
    max_attempts: maxAttempts,
  };
  const hashes = (most?: number) =>
    hashCodes(ctx, { purpose, collection, holder: id }, { code, digits, ...(most && { most }) });
  let [row] = await ctx.call("start_challenge", { ...takes, code_hashes: hashes(digits) });
  if (row?.verdict === "LONGER_CODE")
    [row] = await ctx.call("start_challenge", { ...takes, code_hashes: hashes() });
  if (row?.verdict !== "GRANTED") throw new Error("The challenge was not stored.");
  ctx.mailQueued();
  return toChallenge(id, row, phrase);
}

/** `startChallenge` for the account of a session; `UNAUTHENTICATED` if it has just been deleted. */
export async function startAccountChallenge(
  ctx: AuthContext,
  start: ChallengeStart & { userId: string },
): Promise<{ ok: true; challenge: Challenge } | Refusal<"UNAUTHENTICATED">> {
  try {
    return { ok: true, challenge: await startChallenge(ctx, start) };
  } catch (error) {
    if ((error as { code?: string }).code === FOREIGN_KEY_VIOLATION)
      return refuse("UNAUTHENTICATED");
    throw error;
  }
}

/** A link, for its mail or for whoever delivers it. */
export interface StartedLink {
  tokenId: string;
  /** The last part of its page's path. It is a credential. */
  token: string;
  expiresAt: string;
  /** Whether its mail isn't sent, because the address was sent too many. */
  isCapped: boolean;
}

/**
 * Starts a token that is redeemed only by a link, and queues its mail, as for a challenge; no mail unless it is
 * `mailed`.
 */
export async function startLink(
  ctx: AuthContext,
  { mailed = true, ...start }: LinkStart & { mailed?: boolean },
): Promise<StartedLink> {
  const id = uuidByTime();
  const requester = await requesterBudgets(ctx, start, start.client);
  const isKnown = requester.deviceBudget !== null;
  const { token, takes } = await withLink(
    ctx,
    { ...start, id, code: null, phrase: null, isKnown },
    requester,
  );
  const [row] = await ctx.call("start_challenge", {
    ...takes,
    ...(!mailed && { mail: null }),
    device_budget: null,
    digits: null,
    code_hashes: null,
    code_ttl: null,
    max_attempts: null,
  });
  if (!row?.token_expires_at) throw new Error("The link was not stored.");
  if (mailed) ctx.mailQueued();
  const { token_expires_at: expiresAt, is_capped: isCapped } = row;
  return { tokenId: id, token, expiresAt: expiresAt.toISOString(), isCapped };
}

/** A token with a link and its mail, as `start_challenge` takes them. */
async function withLink(
  ctx: AuthContext,
  start: Omit<ChallengeStart, "phrase"> &
    Pick<SealedChallenge, "code" | "phrase"> & {
      id: string;
      isKnown: boolean;
    },
  requester: Awaited<ReturnType<typeof requesterBudgets>>,
) {
  const { id, purpose, collection, email, client, code, phrase, isKnown } = start;
  const { mail, linkSeconds, counted } = rowOf(purpose);
  const token = createLongToken(id);
  const next = start.next ?? null;
  const { app } = start;
  const takes = {
    id,
    purpose,
    collection,
    email,
    user: start.userId ?? null,
    sealed: sealChallenge(ctx, id, {
      code,
      token,
      phrase,
      next,
      client,
      ...(app !== undefined && { app }),
    }),
    address_key: requester.budget,
    token_hash: hashSecret(token),
    token_ttl: linkSeconds(policyOf(ctx.policy, collection)),
    mail,
    ...(await mailBuckets(ctx, { collection, email, kind: counted }, requester)),
    ...(await mailTurn(ctx, email, client, isKnown)),
    ...challengeLimits(ctx),
  };
  return { token, takes };
}

/** Encrypts what a mail says, bound to its token's id. Leaves out the requester's device cookie. */
export function sealChallenge(
  ctx: AuthContext,
  id: string,
  { client, ...said }: Omit<SealedChallenge, "client"> & { client: Client },
): Buffer {
  const sealing: SealedChallenge = { ...said, client: withoutDeviceCookie(client) };
  return ctx.keys.seal(JSON.stringify(sealing), id);
}
