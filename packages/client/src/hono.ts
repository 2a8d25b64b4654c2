import {
  createSignIn as createSignInOf,
  type Current,
  type SignIn,
  type SignInOptions,
} from "./server/sign-in.ts";

export type { Current, Failure, Paths, SignInOptions } from "./server/sign-in.ts";

/** The part of Hono's context that is used here. */
interface Context {
  req: { raw: Request };
}

type Route = (c: Context) => Promise<Response>;

/** The routes are handlers, `guard` is a middleware. */
export interface HonoSignIn extends Pick<SignIn, "cookieName"> {
  /** GET: sends the browser to Watchword; `?next=/path` is where it comes back to. */
  signInRoute: Route;
  /** GET, at the registered callback: keeps the session in a cookie, and goes on to `next`. */
  callbackRoute: Route;
  /** POST, from the app's own pages: ends the app's session. */
  signOutRoute: Route;
  /** POST, from the app's own pages: ends the app's session and asks at Watchword whether to end that one. */
  signOutOfBothRoute: Route;
  /**
   * Who is signed in; null if nobody is. Asks Watchword once per request, and rejects if there is no answer in time.
   */
  getSession(c: Context): Promise<Current | null>;
  /** Lets people who are signed in pass, and answers everybody else as `SignIn.guard` does. */
  guard(c: Context, next: () => Promise<void>): Promise<Response | void>;
}

/** The routes, session and guard of a Hono app that is registered with Watchword. */
export function createSignIn(options: SignInOptions): HonoSignIn {
  const signIn = createSignInOf(options);
  return {
    signInRoute: (c) => signIn.signInRoute(c.req.raw),
    callbackRoute: (c) => signIn.callbackRoute(c.req.raw),
    signOutRoute: (c) => signIn.signOutRoute(c.req.raw),
    signOutOfBothRoute: (c) => signIn.signOutOfBothRoute(c.req.raw),
    getSession: (c) => signIn.getSession(c.req.raw),
    guard: async (c, next) => (await signIn.guard(c.req.raw)) ?? (await next()),
    cookieName: signIn.cookieName,
  };
}
