import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { isUuid } from "../uuid.ts";
import { type SessionRow, sessionColumns } from "./signed-in.ts";
import { BY_SERVER, prepareSession } from "./start.ts";

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

/** Starts a session of an account, just authenticated. Throws for an unknown or disabled one. */
export async function issueSession(ctx: AuthContext, userId: string): Promise<IssuedSession> {
  if (!isUuid(userId)) throw new Error("There is no such user.");
  const { secret, ctes } = prepareSession(ctx, BY_SERVER);
  const { rows } = await sql<SessionRow>`
    WITH account AS (SELECT * FROM users WHERE id = ${userId} AND disabled_at IS NULL FOR UPDATE), ${ctes}
    SELECT ${sessionColumns} FROM session`.execute(ctx.db);
  if (!rows[0]) throw new Error("There is no such user.");
  return new IssuedSession(secret, rows[0].session_id, userId, rows[0].expires_at);
}
