import type { Locale } from "@watchword/db/locale";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address/email-address.ts";
import { type AccountState, toState, toUser, type User } from "../views/user.ts";
import { UNIQUE_VIOLATION } from "@watchword/db/sql-states";
import { isUuid } from "../uuid.ts";

export type { AccountState, User } from "../views/user.ts";

/** The account with this id. Throws if there is none. */
export async function getUser(ctx: AuthContext, userId: string): Promise<User> {
  const user = await findUser(ctx, { id: userId });
  if (!user) throw new Error("There is no such user.");
  return user;
}

/** The account with an id, or with an address in a collection, which is `users` by default. Null if there is none. */
export async function findUser(
  ctx: AuthContext,
  who: { id: string } | { email: string; collection?: string },
): Promise<AccountState | null> {
  const [row] = await ("id" in who ? accountById(ctx, who.id) : accountByAddress(ctx, who));
  return row ? toState(row) : null;
}

async function accountById(ctx: AuthContext, id: string) {
  return isUuid(id) ? ctx.call("get_account", { user: id }) : [];
}

async function accountByAddress(
  ctx: AuthContext,
  { email: typed, collection = "users" }: { email: string; collection?: string },
) {
  const email = normalizeEmail(typed);
  return email === null ? [] : ctx.call("find_account", { collection, email });
}

/** An account to create. */
export interface NewUser {
  email: string;
  /** Whether the caller has verified it already; false by default. */
  emailVerified?: boolean;
  /** `users` by default. */
  collection?: string;
  /** The language of its notices, until a sign-in brings another; English by default. */
  locale?: Locale;
}

/** An address has an account in the collection, or is reserved for one that may get it back. */
export class AddressTakenError extends Error {
  override readonly name = "AddressTakenError";
  /** Stays the same, whatever the message says. */
  readonly code = "ADDRESS_TAKEN";

  constructor() {
    super("This address is taken.");
  }
}

/**
 * Makes an account for server code. Throws `AddressTakenError` if the address has an account there, and other errors if
 * it isn't an address or the collection is unknown.
 */
export async function createUser(ctx: AuthContext, input: NewUser): Promise<User> {
  const { collection = "users" } = input;
  const email = normalizeEmail(input.email);
  if (!email) throw new Error("This is not an email address.");
  if (!Object.hasOwn(ctx.policy.collections, collection))
    throw new Error("There is no such collection.");
  const user = await insertUser(ctx, { ...input, email });
  if (!user) throw new AddressTakenError();
  return user;
}

/**
 * Makes an account with a normalized address. Null if that has an account, or is reserved for one that may get it back.
 */
export async function insertUser(ctx: AuthContext, input: NewUser): Promise<User | null> {
  const { email, collection = "users", emailVerified = false, locale = null } = input;
  const takes = { collection, email, verified: emailVerified, locale };
  try {
    const [row] = await ctx.call("create_account", takes);
    return row ? toUser(row) : null;
  } catch (error) {
    if ((error as { code?: string }).code === UNIQUE_VIOLATION) return null;
    throw error;
  }
}
