import { headers } from "next/headers.js";
import { cache } from "react";
import {
  createSignIn as createSignInOf,
  type Current,
  type SignIn,
  type SignInOptions,
} from "./server/sign-in.ts";

export type { Current, Failure, Paths, SignInOptions } from "./server/sign-in.ts";

/** The routes are for `route.ts` files, `guard` is for `proxy.ts`. */
export interface NextSignIn extends Omit<SignIn, "getSession"> {
  /**
   * Who is signed in; null if nobody is. For server components, actions and route handlers. Even if a page calls it
   * several times, it asks Watchword only once. Rejects if there is no answer in time.
   */
  getSession(): Promise<Current | null>;
}

/** The routes, session and guard of a Next app (app router) that is registered with Watchword. */
export function createSignIn(options: SignInOptions): NextSignIn {
  const signIn = createSignInOf(options);
  return {
    ...signIn,
    getSession: cache(async () => signIn.getSession({ headers: await headers() })),
  };
}
