/** An account as the product shows it. Times are ISO 8601. */
export interface User {
  id: string;
  email: string;
  emailVerified: boolean;
  collection: string;
  hasPassword: boolean;
  createdAt: string;
}

/** An account, and since when it has been disabled. */
export interface AccountState extends User {
  disabledAt: string | null;
}

export interface UserRow {
  user_id: string;
  email: string;
  email_verified: boolean;
  collection: string;
  has_password: boolean;
  user_created_at: Date;
}

export interface AccountRow extends UserRow {
  disabled_at: Date | null;
}

export function toUser(row: UserRow): User {
  return {
    id: row.user_id,
    email: row.email,
    emailVerified: row.email_verified,
    collection: row.collection,
    hasPassword: row.has_password,
    createdAt: row.user_created_at.toISOString(),
  };
}

export function toState(row: AccountRow): AccountState {
  return { ...toUser(row), disabledAt: row.disabled_at?.toISOString() ?? null };
}
