/** An account as the product shows it. Times are ISO 8601. */
export interface User {
  id: string;
  email: string;
  emailVerified: boolean;
  collection: string;
  hasPassword: boolean;
  createdAt: string;
}

export interface UserRow {
  user_id: string;
  email: string;
  email_verified: boolean;
  collection: string;
  has_password: boolean;
  user_created_at: Date;
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
