import type { Client } from "@watchword/auth/client";
import type { ApiCaller, ApiContext, ApiProcess } from "../context.ts";
import {
  deviceSetCookie,
  readDeviceCookie,
  readSessionSecret,
  type SessionCookie,
  sessionSetCookie,
} from "./session-cookie.ts";

/** A call as it came in, over HTTP or from a page of this deployment. */
export interface ReceivedCall extends Pick<
  ApiCaller,
  "appServer" | "captchaResponse" | "fromApp" | "fromClient" | "requestId" | "transport"
> {
  headers: Pick<Headers, "get">;
  client: Omit<Client, "deviceCookie">;
  /** Sets a cookie in the answer. */
  setCookie(cookie: ReturnType<typeof sessionSetCookie>): void;
  /** Called when a cookie ends a session in the browser. */
  onSignOut?(): void;
}

/** The context of a procedure: what the process provides, and what the call says about its caller. */
export function createContext(
  process: ApiProcess,
  sessionCookie: SessionCookie,
  { headers, client, setCookie, onSignOut, ...call }: ReceivedCall,
): ApiContext {
  return {
    ...process,
    ...call,
    client: { ...client, deviceCookie: readDeviceCookie(headers, sessionCookie) },
    sessionSecret: readSessionSecret(headers, sessionCookie),
    setSessionCookie(secret) {
      setCookie(sessionSetCookie(sessionCookie, secret));
      if (secret === null) onSignOut?.();
    },
    setDeviceCookie: (value) => setCookie(deviceSetCookie(sessionCookie, value)),
  };
}
