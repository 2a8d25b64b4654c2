import { isOidc } from "./is-oidc.ts";

/** What is under `/api/` besides pages. */
const CALLS = /^\/api\/(trpc|v1|webhooks|cron|health|metrics|openapi|openapi\.json)(?![^/?])/;

/** Whether a path is asked for by programs, which may be other origins' pages and post what no form does. */
export function isForPrograms(path = ""): boolean {
  return CALLS.test(path) || isOidc(path);
}
