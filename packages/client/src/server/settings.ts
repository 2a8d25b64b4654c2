import type { SignedIn } from "../contract.ts";
import { createWatchwordClient, type WatchwordClient } from "../create-client.ts";
import type { Visitor } from "../trusted-caller.ts";
import { type Failure, failurePage } from "./failure.ts";

/** How long a page of the app waits for Watchword. */
const TIMEOUT_MS = 5_000;

/** The part of a request that is read; a `Request` has it. */
export type WithHeaders = { headers: Pick<Headers, "get"> };

/** The options of `createSignIn`. */
export interface SignInOptions {
  /** Where Watchword is: its `PUBLIC_URL`. */
  url: string | URL;
  /** The app as Watchword knows it, with its key if it has one: then redeeming isn't counted for your server. */
  app: { id: string; key?: string };
  /**
   * Who visits, if the app has a key: `(request) => visitorOf(request, { proxyHops: 1 })`. Sessions then show their
   * device.
   */
  visitor?: (request: WithHeaders) => Visitor | null;
  /** The app's origin, as it is registered. Behind a proxy, or in Next on loopback, a request doesn't show it. */
  origin: string;
  /** The paths of these routes, and where people go if they didn't come from another page. */
  paths?: Partial<Paths>;
  /** Answers a sign-in that failed; by default a short page in English. */
  failed?: (failure: Failure, request: Request) => Response | Promise<Response>;
  /** How long to wait for an answer of Watchword; 5,000 by default. */
  timeoutMs?: number;
  /** Replaces the runtime's own `fetch`. */
  fetch?: typeof globalThis.fetch;
}

/** The paths of the app's own pages and routes. */
export interface Paths {
  /** `/sign-in` by default. */
  signIn: string;
  /** `/callback` by default: the path that is registered. */
  callback: string;
  /** `/` by default. */
  home: string;
}

/** Who is signed in to the app, and their session in it. */
export type Current = Omit<SignedIn, "token">;

/** The options, checked and complete. */
export interface Settings {
  url: string | URL;
  appId: string;
  origin: string;
  paths: Paths;
  failed: NonNullable<SignInOptions["failed"]>;
  /** Calls Watchword for the visitor who makes a request, with their session's token if there is one. */
  watchword: (request: WithHeaders, token?: string) => WatchwordClient;
}

/** Throws if the origin isn't one. */
export function readOptions(options: SignInOptions): Settings {
  const { url, app, origin, timeoutMs = TIMEOUT_MS, fetch } = options;
  const { id, key } = app;
  if (!URL.canParse(origin) || new URL(origin).origin !== origin) {
    throw new TypeError(`Not an origin, like https://app.example.com: ${origin}`);
  }
  const paths = { signIn: "/sign-in", callback: "/callback", home: "/", ...options.paths };
  return {
    url,
    appId: id,
    origin,
    paths,
    failed: options.failed ?? ((failure) => failurePage(failure, paths)),
    watchword: (request, token) =>
      createWatchwordClient({
        url,
        timeoutMs,
        ...(token && { token }),
        ...(fetch && { fetch }),
        ...(key && { app: { id, key }, visitor: options.visitor?.(request) ?? null }),
      }),
  };
}
