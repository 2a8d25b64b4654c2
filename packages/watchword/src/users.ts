import type { Auth, AuthUser } from "@watchword/auth";
import { findUser, type NewUser } from "@watchword/auth/users";

export type { AuthUser, NewUser };

/** Accounts, for server code: nobody is asked for a session. */
export interface Users {
  /** The account with an id, or with an address in a collection (`users` by default); null for none. */
  find(who: { id: string } | { email: string; collection?: string }): Promise<AuthUser | null>;
  /** Throws for what isn't an address, an unknown collection, or an address that has an account. */
  create(input: NewUser): Promise<AuthUser>;
  /** Sets a password. Ends nothing by itself. Throws for an unknown account, `WeakPasswordError` for a weak one. */
  setPassword(userId: string, password: string): Promise<void>;
}

export function createUsers(auth: Auth): Users {
  return {
    async find(who) {
      const user = await findUser(auth, who);
      return user && { ...user, userId: user.id };
    },
    create: auth.createUser,
    async setPassword(userId, password) {
      const { email, collection } = await auth.getUser(userId);
      await auth.updateKeyPassword("email", email, password, collection);
    },
  };
}
