import type { Auth, AuthUser } from "@watchword/auth";
import { removeAccount } from "@watchword/auth/account";
import { setAccountEnabled } from "@watchword/auth/operator";
import { type AccountState, findUser, type NewUser } from "@watchword/auth/users";
import { listUsers, type UserList } from "@watchword/auth/users/list";
import { setAccountPassword, type SetPasswordOptions } from "@watchword/auth/users/set-password";

export type { AuthUser, NewUser, SetPasswordOptions, UserList };

/** An account, and since when it may not be used; null for one that may. */
export interface KnownUser extends AuthUser {
  disabledAt: string | null;
}

/** Accounts, for server code: nobody is asked for a session. */
export interface Users {
  /** The account with an id, or with an address in a collection (`users` by default); null for none. */
  find(who: { id: string } | { email: string; collection?: string }): Promise<KnownUser | null>;
  /**
   * Throws `AddressTakenError` for an address that has an account, and other errors for what isn't an address and for an
   * unknown collection.
   */
  create(input: NewUser): Promise<AuthUser>;
  /** A page of the accounts of a collection, by address: `list({ after: lastOfThePage.email })` is the next one. */
  list(page?: UserList): Promise<KnownUser[]>;
  /**
   * Deletes an account with its sessions, codes and links, and mails its address a notice. `hooks.userDeleted` is called.
   * False where there is none.
   */
  delete(userId: string): Promise<boolean>;
  /**
   * Keeps an account from being used: its sessions, codes and links end now, and stay ended once it is enabled again.
   * Whoever tries is told no more than that it didn't work. False where there is none.
   */
  disable(userId: string): Promise<boolean>;
  /** Lets a disabled account be used again. False where there is none. */
  enable(userId: string): Promise<boolean>;
  /**
   * Sets a password, ends every session, code and link of the account unless `endSessions` is false, and mails a notice
   * where there was another password. Throws for an unknown account, `WeakPasswordError` for a weak one.
   */
  setPassword(userId: string, password: string, options?: SetPasswordOptions): Promise<void>;
}

export function createUsers(auth: Auth): Users {
  return {
    async find(who) {
      const user = await findUser(auth, who);
      return user && withUserId(user);
    },
    create: auth.createUser,
    list: async (page) => (await listUsers(auth, page)).map(withUserId),
    delete: (userId) => removeAccount(auth, userId),
    disable: (userId) => setAccountEnabled(auth, userId, false),
    enable: (userId) => setAccountEnabled(auth, userId, true),
    setPassword: (userId, password, options) => setAccountPassword(auth, userId, password, options),
  };
}

const withUserId = (user: AccountState): KnownUser => ({ ...user, userId: user.id });
