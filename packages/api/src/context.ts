import type { AuthContext } from "@watchword/auth";
import type { KnownApp } from "@watchword/auth/apps";
import type { Client } from "@watchword/auth/client";
import type { Limiter } from "@watchword/auth/rate-limit";
import type { JudgeCaptcha } from "./captcha.ts";
import type { CallEnd } from "./refusal.ts";

/** Another app, which sessions may be handed to and which may call for its users. */
export interface RegisteredApp extends KnownApp {
  /** As people know it. */
  name: string;
  /** Where its pages are; null for an app without pages, such as one on a phone. */
  origin: string | null;
  /** Where a browser may be sent back to, with what it asked for; the first where it names none. Never empty. */
  redirectUris: readonly string[];
  /** The SHA-256 of its key, in hex; null for an app that can't keep one, such as one in a browser. */
  secretHash: string | null;
  /** The hash of the previous key, while that works beside the new one; absent if none does. */
  formerSecretHash?: string;
  /** Whether it belongs to the operator of this deployment, so that visitors go on to it without being asked. */
  trusted: boolean;
  /** Whether it may sign people in on devices without a browser (RFC 8628); false by default. */
  deviceAuthorization?: boolean;
  /** Whose pages may call by themselves; `origin` is one of them. */
  allowedOrigins: readonly string[];
  /**
   * Where the app begins a sign-in of its own, so that a mail's link can lead on to it (`initiate_login_uri` of OpenID
   * Connect); left out where it has no such page.
   */
  initiateLoginUri?: string;
  /** Where a browser may be sent after signing out. */
  postLogoutRedirectUris: readonly string[];
  /** Where its server learns that sessions have ended (OpenID Connect Back-Channel Logout); null for nowhere. */
  backchannelLogoutUri: string | null;
  /** Whether it knows people by the ids of their accounts, or by ids of its own; by the former where it isn't said. */
  subjectType?: "public" | "pairwise";
}

/** Runs the call of a procedure and looks at how it ends. Answers what `run` answers. */
export type Observe = <Result>(
  /** `emailOtp.signIn` */
  path: string,
  run: () => Promise<Result>,
  endOf: (result: Result) => CallEnd,
) => Promise<Result>;

/** What the process that serves calls gives to every procedure. */
export interface ApiProcess {
  auth: AuthContext;
  /** Counts what each client asks for. */
  limiter: Limiter;
  /** Judges captchas; null where none is asked for. */
  captcha: JudgeCaptcha | null;
  /** What links begin with: an origin, without a slash at its end. */
  publicUrl: string;
  /** The same of a collection's product, which may have a host of its own. */
  publicUrlOf: (collection: string) => string;
  apps: readonly RegisteredApp[];
  /** Those of them that a session of this collection may be handed to. */
  appsOf: (collection: string) => readonly RegisteredApp[];
  /** The addresses of those who run this deployment, normalized. */
  operators: ReadonlySet<string>;
  /** The addresses of those who run a collection and nothing else, normalized. */
  operatorsOf: (collection: string) => ReadonlySet<string>;
  /** Sees every call of a procedure that there is. */
  observe: Observe;
  /** Is called with bugs, which callers don't learn of. */
  onError: (error: Error, path: string) => void;
}

/** What is known of a caller, however the call came in. */
export interface ApiCaller {
  client: Client;
  /** The id under which logs and records of one request are found. */
  requestId: string | null;
  /** What the caller's captcha answered. */
  captchaResponse: string | null;
  /** Whether the call came over the wire; false for this deployment's own pages and server code. */
  fromClient: boolean;
  /** The registered app whose page makes the call; null for every other caller. */
  fromApp: RegisteredApp | null;
  /** The registered app whose server makes it, by its key; null for every other caller. */
  appServer: RegisteredApp | null;
  /** The session secret that the caller presents, by header or cookie. */
  sessionSecret: string | null;
  /** How they present it, and so how a renewed one goes back. */
  transport: "cookie" | "token";
  /** Puts a session into the caller's cookie, or clears it with null. */
  setSessionCookie(secret: string | null): void | Promise<void>;
  /** Has the caller's browser remember that it signed in, and as whom. */
  setDeviceCookie(value: string, email: string): void | Promise<void>;
}

/** What a procedure works with: see `createContext`. */
export type ApiContext = ApiProcess & ApiCaller;
