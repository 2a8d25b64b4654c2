import type { AuthContext } from "../context.ts";
import { createSecret, hashSecret } from "../keys/keys.ts";
import { isUuid } from "../uuid.ts";
import { sessionSpan } from "./start.ts";

/** A session made by server code. `toString()` is its secret; JSON never shows it. */
export class IssuedSession {
  readonly #secret: string;
  readonly sessionId: string;
  readonly userId: string;
  readonly expiresAt: Date;

  constructor(secret: string, sessionId: string, userId: string, expiresAt: Date) {
    this.#secret = secret;
    this.sessionId = sessionId;
    this.userId = userId;
    this.expiresAt = expiresAt;
  }

  toString(): string {
    return this.#secret;
  }

  toJSON(): { sessionId: string; userId: string; expiresAt: string } {
    const { sessionId, userId, expiresAt } = this;
    return { sessionId, userId, expiresAt: expiresAt.toISOString() };
  }
}

/** Starts a session of an account that counts as just authenticated. Throws if the account is unknown or disabled. */
export async function issueSession(ctx: AuthContext, userId: string): Promise<IssuedSession> {
  if (!isUuid(userId)) throw new Error("There is no such user.");
  const secret = createSecret();
  const takes = { user: userId, secret_hash: hashSecret(secret), ...sessionSpan(ctx) };
  const [row] = await ctx.call("issue_session", takes);
  if (row?.verdict !== "GRANTED") throw new Error("There is no such user.");
  return new IssuedSession(secret, row.session_id, userId, row.expires_at);
}
