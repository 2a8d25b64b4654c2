import { addressAt, writeQuery } from "../address.ts";
import { beginSignIn } from "./begin.ts";
import { sessionName } from "./cookies.ts";
import { finishSignIn } from "./finish.ts";
import { endSession, findSession, guardRequest } from "./session.ts";
import { type Current, readOptions, type SignInOptions, type WithHeaders } from "./settings.ts";

export type { Failure } from "./failure.ts";
export type { Current, Paths, SignInOptions } from "./settings.ts";

/** The routes of an app that leaves signing in to Watchword, for any framework that has a `Request`. */
export interface SignIn {
  /** GET: sends the browser to Watchword; `?next=/path` is where it comes back to. */
  signInRoute(request: Request): Promise<Response>;
  /** GET, at the registered callback: keeps the session in a cookie, and goes on to `next`. */
  callbackRoute(request: Request): Promise<Response>;
  /** POST, from the app's own pages: ends the app's session. */
  signOutRoute(request: Request): Promise<Response>;
  /** POST, from the app's own pages: ends the app's session and asks at Watchword whether to end that one. */
  signOutOfBothRoute(request: Request): Promise<Response>;
  /**
   * Who is signed in; null if nobody is. Asks Watchword once for each `Request`, and rejects if there is no answer in
   * time.
   */
  getSession(request: WithHeaders): Promise<Current | null>;
  /**
   * Undefined for a visitor who is signed in. Otherwise the response to send: a redirect to sign in, 401 if it isn't a
   * GET, or `failed` with 503 if Watchword doesn't answer.
   */
  guard(request: Request): Promise<Response | undefined>;
  /** The name of the cookie that holds the session's token. */
  cookieName: string;
}

/** The routes, session and guard of an app that is registered with Watchword. Throws if the options are invalid. */
export function createSignIn(options: SignInOptions): SignIn {
  const settings = readOptions(options);
  const { url, appId, origin, paths } = settings;
  const asked = new WeakMap<WithHeaders, Promise<Current | null>>();
  const getSession = (request: WithHeaders) => {
    const session = asked.get(request) ?? findSession(request, settings);
    asked.set(request, session);
    return session;
  };
  const signOutPage = addressAt(url, `/sign-out?${writeQuery({ app: appId })}`);
  return {
    signInRoute: (request) => beginSignIn(request, settings),
    callbackRoute: (request) => finishSignIn(request, settings),
    signOutRoute: (request) => endSession(request, settings, origin + paths.home),
    signOutOfBothRoute: (request) => endSession(request, settings, signOutPage),
    getSession,
    guard: (request) => guardRequest(request, settings, () => getSession(request)),
    cookieName: sessionName(settings),
  };
}
