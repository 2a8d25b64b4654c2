import type { AuthContext } from "@watchword/auth";
import type { Client } from "@watchword/auth/client";

/** What a procedure knows of its caller, however the call came in. */
export interface ApiContext {
  auth: AuthContext;
  client: Client;
  /** The session secret that the caller presents, by header or cookie. */
  sessionSecret: string | null;
  /** How they present it, and so how a renewed one goes back. */
  transport: "cookie" | "token";
  /** Puts a session into the caller's cookie, or clears it with null. */
  setSessionCookie(secret: string | null): void | Promise<void>;
}
