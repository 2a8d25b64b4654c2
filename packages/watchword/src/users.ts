import type { Auth, AuthUser } from "@watchword/auth";
import { removeAccount } from "@watchword/auth/account";
import { setAccountEnabled } from "@watchword/auth/operator";
import { type AccountState, findUser, type NewUser } from "@watchword/auth/users";
import { listUsers, type UserList } from "@watchword/auth/users/list";
import { setAccountPassword, type SetPasswordOptions } from "@watchword/auth/users/set-password";

export type { AuthUser, NewUser, SetPasswordOptions, UserList };

/** An account, and since when it has been disabled; null if it isn't. */
export interface KnownUser extends AuthUser {
  disabledAt: string | null;
}

/** Accounts, for server code: no session is needed. */
export interface Users {
  /** The account with an id, or with an address in a collection (`users` by default); null if there is none. */
  find(who: { id: string } | { email: string; collection?: string }): Promise<KnownUser | null>;
  /**
   * Makes an account. Throws `AddressTakenError` if the address has one, and other errors if it isn't an address or the
   * collection is unknown.
   */
  create(input: NewUser): Promise<AuthUser>;
  /** A page of the accounts of a collection, by address: `list({ after: lastOfThePage.email })` is the next one. */
  list(page?: UserList): Promise<KnownUser[]>;
  /**
   * Deletes an account with its sessions, codes and links, and mails its address a notice. `hooks.userDeleted` is
   * called. False if there is no such account.
   */
  delete(userId: string): Promise<boolean>;
  /**
   * Keeps an account from being used: its sessions, codes and links end now, and stay ended when it is enabled again.
   * Whoever tries to sign in learns only that it didn't work. False if there is no such account.
   */
  disable(userId: string): Promise<boolean>;
  /** Lets a disabled account be used again. False if there is no such account. */
  enable(userId: string): Promise<boolean>;
  /**
   * Sets a password, ends every session, code and link of the account unless `endSessions` is false, and mails a notice
   * if there was another password. Throws if the account is unknown, and `WeakPasswordError` for a weak password.
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
