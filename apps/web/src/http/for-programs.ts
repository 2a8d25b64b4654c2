import { isOidc } from "./is-oidc.ts";

/** The paths under `/api/` that aren't pages. */
const CALLS = /^\/api\/(trpc|v1|webhooks|cron|health|metrics|openapi|openapi\.json)(?![^/?])/;

/** Whether programs request a path; they may be pages of other origins, and post what forms don't. */
export function isForPrograms(path = ""): boolean {
  return CALLS.test(path) || isOidc(path);
}
