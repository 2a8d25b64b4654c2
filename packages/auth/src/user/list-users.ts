import type { AuthContext } from "../context.ts";
import { type AccountState, toState } from "../views/user.ts";

const MAX_LISTED = 1_000;

/** Which page of which accounts. */
export interface UserList {
  /** `users` by default. */
  collection?: string;
  /** The last address of the previous page; by default the list starts with the first one. */
  after?: string;
  /** 100 by default, and 1,000 at most. */
  limit?: number;
}

/** A page of the accounts of a collection, by their addresses. */
export async function listUsers(ctx: AuthContext, list: UserList = {}): Promise<AccountState[]> {
  const { collection = "users", after = "", limit = 100 } = list;
  const rows = await ctx.db
    .selectFrom("users")
    .select([
      "id as user_id",
      "email",
      "collection",
      "created_at as user_created_at",
      "disabled_at",
    ])
    .select(({ eb }) => [
      eb("email_verified_at", "is not", null).$castTo<boolean>().as("email_verified"),
      eb("password_hash", "is not", null).$castTo<boolean>().as("has_password"),
    ])
    .where("collection", "=", collection)
    .where("email", ">", after)
    .orderBy("email")
    .limit(Math.min(limit, MAX_LISTED))
    .execute();
  return rows.map(toState);
}
