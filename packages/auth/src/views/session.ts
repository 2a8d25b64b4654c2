import { toUser, type User, type UserRow } from "./user.ts";

/** A session as the product shows it; never its secret. Times are ISO 8601. */
export interface Session {
  id: string;
  createdAt: string;
  authenticatedAt: string;
  expiresAt: string;
  lastSeenAt: string;
  userAgent: string | null;
  ip: string | null;
  /** In words, if a trusted proxy named it. */
  place: string | null;
  /** The app it was handed to, or null for Watchword's own. */
  audience: string | null;
  /** Whether it is the one that asks. */
  current: boolean;
}

/** A session and its account. */
export interface SignedIn {
  user: User;
  session: Session;
}

export interface SessionRow {
  session_id: string;
  created_at: Date;
  authenticated_at: Date;
  expires_at: Date;
  last_seen_at: Date;
  user_agent: string | null;
  ip: string | null;
  place: string | null;
  audience: string | null;
}

export type SignedInRow = SessionRow & UserRow;

export function toSession(row: SessionRow, current: boolean): Session {
  return {
    id: row.session_id,
    createdAt: row.created_at.toISOString(),
    authenticatedAt: row.authenticated_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    userAgent: row.user_agent,
    ip: row.ip,
    place: row.place,
    audience: row.audience,
    current,
  };
}

/** The caller's own session and account. */
export function toSignedIn(row: SignedInRow): SignedIn {
  return { user: toUser(row), session: toSession(row, true) };
}
