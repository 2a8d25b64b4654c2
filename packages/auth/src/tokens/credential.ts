import { normalizeCode } from "./code.ts";
import type { AuthContext } from "../context.ts";
import { isApprovalSecret } from "./approval-secret.ts";
import { isUuid } from "../uuid.ts";
import { type LongToken, toLongToken } from "../keys/long-token.ts";

/**
 * How a token is presented: a code with its challenge, a challenge whose number was typed at its link with its
 * `approvalSecret`, or a long token on its own.
 */
export type Credential = CodeCredential | { approved: string; secret: string };

/** How somebody who reads the mail presents one. */
export type CodeCredential = { code: string; challenge: string } | { token: string };

/**
 * A credential as SQL functions take it: the id of a challenge with hashes of its code or, if it was approved, without;
 * or a long token.
 */
export type HashedCredential =
  | { token: string; code_hashes: Buffer[] | null; token_hash: null }
  | (LongToken & { code_hashes: null });

/** Hashes a credential for SQL. Null if it can't belong to any token; that costs no attempt. */
export function hashCredential(
  ctx: AuthContext,
  purpose: string,
  credential: Credential,
): HashedCredential | null {
  if ("token" in credential) {
    const link = hashLink(credential.token);
    return link && { ...link, code_hashes: null };
  }
  if ("approved" in credential) {
    const { approved, secret } = credential;
    const isTheirs =
      isUuid(approved) && isPlausible(secret) && isApprovalSecret(ctx, approved, secret);
    if (!isTheirs) return null;
    return { token: approved, code_hashes: null, token_hash: null };
  }
  const code_hashes = hashGuess(ctx, purpose, credential.challenge, credential.code);
  return code_hashes && { token: credential.challenge, code_hashes, token_hash: null };
}

/**
 * The hashes of a code for its challenge or account: one for each collection, since it isn't known yet which one it
 * belongs to, and each secret. Null if it can't be a code.
 */
export function hashGuess(
  ctx: AuthContext,
  purpose: string,
  holder: string,
  given: string,
): Buffer[] | null {
  if (!isPlausible(given) || !isUuid(holder)) return null;
  const code = normalizeCode(given);
  return Object.keys(ctx.policy.collections).flatMap((collection) =>
    ctx.keys.hashCode({ purpose, collection, holder }, code),
  );
}

/** Hashes the token of a link. Null if it can't be one. */
export function hashLink(token: string): LongToken | null {
  return isPlausible(token) ? toLongToken(token) : null;
}

/** Callers in plain JavaScript may pass anything: `["123456"]` is not "123456". */
export function isPlausible(secret: unknown): secret is string {
  return typeof secret === "string" && secret.length <= 512;
}
