import { AsyncLocalStorage } from "node:async_hooks";
import { TokenError } from "@watchword/auth/tokens";
import type { IssuedSession } from "@watchword/auth";
import type { Session } from "@watchword/auth/session";
import { createWatchword, type Watchword } from "./create-watchword.ts";
import type { Incoming } from "./incoming.ts";
import type { WatchwordOptions } from "./options.ts";
import type { Tokens } from "./tokens.ts";
import type { AuthUser } from "./users.ts";

/*
 * What Watchword has in common with Lucia 1 and its tokens integration, under their names, so that an app written for
 * them has to change only its imports. Keys are addresses: `"email"` is the only provider.
 */

export { TokenError as LuciaTokenError };

/** Long tokens that need nothing beside them, as `tokens.idToken`. */
export const idToken = (auth: LuciaAuth, ...given: Parameters<Tokens["idToken"]>) =>
  auth.tokens.idToken(...given);

/** Short codes that are presented together with their user, as `tokens.passwordToken`. */
export const passwordToken = (auth: LuciaAuth, ...given: Parameters<Tokens["passwordToken"]>) =>
  auth.tokens.passwordToken(...given);

/** A session with Lucia's names for its id and its account's. */
export type LuciaSession = Session & { sessionId: string; userId: string };

/** What a framework passes for a request: the request, and a way to set cookies, if it has one. */
export interface LuciaEvent {
  request: Incoming;
  setHeader?: (name: string, value: string) => void;
}

/** A request whose session is looked up and set. */
export interface AuthRequest {
  validateUser(): Promise<
    { user: AuthUser; session: LuciaSession } | { user: null; session: null }
  >;
  /** Sets the session's cookie in the response, or clears it with null. */
  setSession(session: IssuedSession | null): void;
  /** The headers that the response must contain, if the event sets none. */
  headers: Headers;
}

/** An instance with Lucia 1's names beside its own. */
export interface LuciaAuth extends Watchword {
  /** The request of an event, or that of `withRequest` without one. */
  handleRequest(event?: LuciaEvent): AuthRequest;
  /** Runs `run`, in which `handleRequest()` returns this event's request. */
  withRequest<Result>(event: LuciaEvent, run: () => Result): Result;
  /** Throws for an unknown id. */
  getUser(userId: string): Promise<AuthUser>;
  /** The account of an address; null if there is none. */
  getKeyUser(provider: "email", email: string): Promise<AuthUser | null>;
  createSession: Watchword["sessions"]["create"];
  invalidateAllUserSessions: Watchword["sessions"]["endAll"];
  /** Ends no session. Throws for an unknown address, and `WeakPasswordError` for a weak password. */
  updateKeyPassword(provider: "email", email: string, password: string): Promise<void>;
  /** A user as `users.find` returns it, whose id is also named `userId`. */
  transformDatabaseUser<User extends { id: string }>(user: User): User & { userId: string };
}

/** `createWatchword`, with Lucia's names in addition to its own. */
export function lucia(options: WatchwordOptions): LuciaAuth {
  const watchword = createWatchword(options);
  const { users, sessions } = watchword;
  const current = new AsyncLocalStorage<LuciaEvent>();

  async function existing(who: Parameters<typeof users.find>[0]): Promise<AuthUser> {
    const user = await users.find(who);
    if (!user) throw new Error("There is no such user.");
    return user;
  }

  return {
    ...watchword,
    withRequest: (event, run) => current.run(event, run),
    handleRequest(event = current.getStore()) {
      if (!event)
        throw new Error("There is no request: pass one, or call this within withRequest.");
      return createAuthRequest(watchword, event);
    },
    getUser: (id) => existing({ id }),
    getKeyUser: (_provider, email) => users.find({ email }),
    createSession: sessions.create,
    invalidateAllUserSessions: sessions.endAll,
    async updateKeyPassword(_provider, email, password) {
      const { userId } = await existing({ email });
      await users.setPassword(userId, password, { endSessions: false });
    },
    transformDatabaseUser: (user) => ({ ...user, userId: user.id }),
  };
}

function createAuthRequest(
  { getSession, sessions }: Watchword,
  { request, setHeader }: LuciaEvent,
): AuthRequest {
  const headers = new Headers();
  const set = setHeader ?? ((name, value) => headers.append(name, value));
  return {
    headers,
    async validateUser() {
      const found = await getSession(request);
      if (!found) return { user: null, session: null };
      const { user, session } = found;
      return {
        user: { ...user, userId: user.id },
        session: { ...session, sessionId: session.id, userId: user.id },
      };
    },
    setSession: (session) => set("set-cookie", sessions.cookie(session)),
  };
}
