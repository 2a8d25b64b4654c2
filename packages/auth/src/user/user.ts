import type { Locale } from "@watchword/db/locale";
import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address.ts";
import { UNIQUE_VIOLATION } from "../unique-violation.ts";
import { isUuid } from "../uuid.ts";

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

/** The columns of `UserRow`, from a row of `users` known as `account`. */
export const userColumns = sql`
  account.id AS user_id, account.email, account.email_verified_at IS NOT NULL AS email_verified,
  account.collection, account.password_hash IS NOT NULL AS has_password,
  account.created_at AS user_created_at`;

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

/** The account with this id. Throws where there is none. */
export async function getUser(ctx: AuthContext, userId: string): Promise<User> {
  if (!isUuid(userId)) throw new Error("There is no such user.");
  const { rows } = await sql<UserRow>`
    SELECT ${userColumns} FROM users AS account WHERE id = ${userId}`.execute(ctx.db);
  if (!rows[0]) throw new Error("There is no such user.");
  return toUser(rows[0]);
}

export interface NewUser {
  email: string;
  /** Whether the caller has had it proven; false unless told. */
  emailVerified?: boolean;
  /** `users` unless told. */
  collection?: string;
  /** Of the notices that it gets; English unless told, until a sign-in names another. */
  locale?: Locale;
}

/**
 * An account made by server code. Throws for what isn't an address, an unknown collection, or an
 * address that has an account there.
 */
export async function createUser(ctx: AuthContext, input: NewUser): Promise<User> {
  const { collection = "users" } = input;
  const email = normalizeEmail(input.email);
  if (!email) throw new Error("This is not an email address.");
  if (!Object.hasOwn(ctx.policy.collections, collection))
    throw new Error("There is no such collection.");
  const user = await insertUser(ctx, { ...input, email });
  if (!user) throw new Error("This address is taken.");
  return user;
}

/** The same for a normalized address. Null where it has an account, or is reserved for one that may take it back. */
export async function insertUser(ctx: AuthContext, input: NewUser): Promise<User | null> {
  const { email, collection = "users", emailVerified = false, locale = null } = input;
  const { rows } = await sql<UserRow>`
    INSERT INTO users AS account (collection, email, email_verified_at, locale)
    VALUES (${collection}, ${email}, CASE WHEN ${emailVerified} THEN now() END, ${locale})
    ON CONFLICT DO NOTHING
    RETURNING ${userColumns}`
    .execute(ctx.db)
    .catch(toNoRows);
  return rows[0] ? toUser(rows[0]) : null;
}

function toNoRows(error: Error & { code?: string }): { rows: UserRow[] } {
  if (error.code !== UNIQUE_VIOLATION) throw error;
  return { rows: [] };
}
