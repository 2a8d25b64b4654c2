import { postgresLimiter } from "@watchword/auth/rate-limit";
import type { ApiContext } from "../src/context.ts";
import type { Api } from "./caller.ts";

/** What a procedure is called with in the process of an API, by nobody unless `more` says so. */
export function inProcess(
  { auth, client, errors }: Api,
  more: Partial<ApiContext> = {},
): ApiContext {
  const { publicUrl = "http://localhost:3000" } = more;
  return {
    auth,
    client,
    limiter: postgresLimiter(auth),
    captcha: null,
    captchaResponse: null,
    publicUrl,
    publicUrlOf: () => publicUrl,
    apps: [],
    appsOf: () => [],
    operators: new Set(),
    operatorsOf: () => new Set(),
    observe: (_path, run) => run(),
    onError: (error) => void errors.push(error),
    requestId: null,
    fromClient: false,
    fromApp: null,
    appServer: null,
    sessionSecret: null,
    transport: "cookie",
    setSessionCookie: () => {},
    setDeviceCookie: () => {},
    ...more,
  };
}
