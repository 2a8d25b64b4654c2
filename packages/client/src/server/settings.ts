import type { SignedIn } from "../contract.ts";
import { createWatchwordClient, type WatchwordClient } from "../create-client.ts";
import type { Visitor } from "../trusted-caller.ts";
import { type Failure, failurePage } from "./failure.ts";

/** How long a page of the app waits for Watchword. */
const TIMEOUT_MS = 5_000;

/** What is read of a request; a `Request` has it. */
export type WithHeaders = { headers: Pick<Headers, "get"> };

/** The options of `createSignIn`. */
export interface SignInOptions {
  /** Where Watchword is: its `PUBLIC_URL`. */
  url: string | URL;
  /** The app as Watchword knows it, with its key if it has one: then redeeming isn't counted against your server. */
  app: { id: string; key?: string };
  /** Who visits, if the app has a key: `(request) => visitorOf(request, { proxyHops: 1 })`. Sessions say it then. */
  visitor?: (request: WithHeaders) => Visitor | null;
  /** Where the app is, as it is registered. A request doesn't know it behind a proxy, nor in Next on loopback. */
  origin: string;
  /** Where the app has these routes, and where people go unless they came from somewhere. */
  paths?: Partial<Paths>;
  /** Answers a sign-in that failed; by default a short page in English. */
  failed?: (failure: Failure, request: Request) => Response | Promise<Response>;
  /** How long to wait for an answer of Watchword's: 5,000 by default. */
  timeoutMs?: number;
  /** Instead of the runtime's own. */
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

/** Throws where the origin isn't one. */
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
