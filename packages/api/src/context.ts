import type { AuthContext } from "@watchword/auth";
import type { AppIdentity } from "@watchword/auth/apps";
import type { Client } from "@watchword/auth/client";
import type { Limiter } from "@watchword/auth/rate-limit";
import type { JudgeCaptcha } from "./captcha.ts";
import type { CallEnd } from "./refusal.ts";

/** Another app, to which sessions may be handed and which may call for its users. */
export interface RegisteredApp extends AppIdentity {
  /** The name under which people know it. */
  name: string;
  /** Where its pages are; null for an app without pages, such as one on a phone. */
  origin: string | null;
  /** Where a browser may be sent back to with the answer; the first if the request names none. Never empty. */
  redirectUris: readonly string[];
  /** The SHA-256 of its key, in hex; null for an app that can't keep one, such as one in a browser. */
  secretHash: string | null;
  /** The hash of the previous key, while that works beside the new one; absent if none does. */
  formerSecretHash?: string;
  /** Whether it belongs to the operator of this deployment, so that visitors continue to it without being asked. */
  trusted: boolean;
  /** Whether it may sign people in on devices without a browser (RFC 8628); false by default. */
  deviceAuthorization?: boolean;
  /** The origins whose pages may call the API; `origin` is one of them. */
  allowedOrigins: readonly string[];
  /**
   * Where the app begins a sign-in of its own, so that a mail's link can lead on to it (`initiate_login_uri` of OpenID
   * Connect); absent if it has no such page.
   */
  initiateLoginUri?: string;
  /** Where a browser may be sent after signing out. */
  postLogoutRedirectUris: readonly string[];
  /** Where its server learns that sessions have ended (OpenID Connect Back-Channel Logout); null if it doesn't. */
  backchannelLogoutUri: string | null;
  /** Whether it knows people by the ids of their accounts (the default), or by ids of its own. */
  subjectType?: "public" | "pairwise";
}

/** Runs the call of a procedure and observes how it ends. Returns what `run` returns. */
export type Observe = <Result>(
  /** `emailOtp.signIn` */
  path: string,
  run: () => Promise<Result>,
  endOf: (result: Result) => CallEnd,
) => Promise<Result>;

/** What the process that serves calls gives to every procedure. */
export interface ApiProcess {
  auth: AuthContext;
  /** Counts the calls of each client. */
  limiter: Limiter;
  /** Judges captchas; null if they aren't set up. */
  captcha: JudgeCaptcha | null;
  /** What links begin with: an origin, without a trailing slash. */
  publicUrl: string;
  /** The public URL of a collection's product, which may have a host of its own. */
  publicUrlOf: (collection: string) => string;
  apps: readonly RegisteredApp[];
  /** The apps that a session of this collection may be handed to. */
  appsOf: (collection: string) => readonly RegisteredApp[];
  /** The addresses of those who run this deployment, normalized. */
  operators: ReadonlySet<string>;
  /** The addresses of those who run a collection and nothing else, normalized. */
  operatorsOf: (collection: string) => ReadonlySet<string>;
  /** Runs around every call of an existing procedure. */
  observe: Observe;
  /** Called with bugs, whose details callers don't learn. */
  onError: (error: Error, path: string) => void;
}

/** What is known of a caller, regardless of how the call came in. */
export interface ApiCaller {
  client: Client;
  /** The id under which logs and records of one request are found. */
  requestId: string | null;
  /** The response of the caller's captcha. */
  captchaResponse: string | null;
  /** Whether the call came over the wire; false for this deployment's own pages and server code. */
  fromClient: boolean;
  /** The registered app whose page makes the call; null for every other caller. */
  fromApp: RegisteredApp | null;
  /** The registered app whose server makes the call with its key; null for every other caller. */
  appServer: RegisteredApp | null;
  /** The session secret that the caller presents, by header or cookie. */
  sessionSecret: string | null;
  /** How they present it, and so how a renewed one goes back. */
  transport: "cookie" | "token";
  /** Puts a session into the caller's cookie, or clears it with null. */
  setSessionCookie(secret: string | null): void | Promise<void>;
  /** Makes the caller's browser remember that it signed in, and as whom. */
  setDeviceCookie(value: string, email: string): void | Promise<void>;
}

/** What a procedure works with: see `createContext`. */
export type ApiContext = ApiProcess & ApiCaller;
