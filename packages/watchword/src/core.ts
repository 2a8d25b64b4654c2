import { createApiProcess } from "@watchword/api/api-process";
import type { ApiProcess } from "@watchword/api/context";
import { type SessionCookie, sessionCookieFor } from "@watchword/api/session-cookie";
import type { Auth } from "@watchword/auth";
import { postgresLimiter } from "@watchword/auth/rate-limit";
import { onErrorOf } from "./observer.ts";
import type { WatchwordOptions } from "./options.ts";
import type { Settings } from "./settings.ts";

/** What the parts of an instance work with. */
export interface Core {
  auth: Auth;
  options: WatchwordOptions;
  settings: Settings;
  site: { process: ApiProcess; sessionCookie: SessionCookie };
}

export function createCore(auth: Auth, options: WatchwordOptions, settings: Settings): Core {
  const onError = onErrorOf(options);
  const process = createApiProcess({
    auth,
    limiter: postgresLimiter(auth),
    captcha: options.captcha ?? null,
    publicUrl: settings.publicUrl,
    apps: settings.apps,
    operators: new Set(settings.operators),
    onError: (error, path) => onError(error, `${path} failed`),
  });
  return {
    auth,
    options,
    settings,
    site: { process, sessionCookie: sessionCookieFor(settings.publicUrl) },
  };
}
