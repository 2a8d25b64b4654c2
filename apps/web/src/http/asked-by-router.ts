import type { IncomingHttpHeaders } from "node:http";
import { pagePath } from "@watchword/auth/next-path";
import { FLIGHT_HEADERS } from "next/dist/client/components/app-router-headers.js";
import { parseAndValidateFlightRouterState } from "next/dist/server/app-render/parse-and-validate-flight-router-state.js";

/** The pages under a path for programs: the API's reference. */
const REFERENCE = /^\/api\/docs(\/operators)?$/;

/** What is wrong with a request of Next's router, or of somebody who imitates it; null if nothing is. */
export function routerProblem(headers: IncomingHttpHeaders, pathname: string): string | null {
  if (!FLIGHT_HEADERS.some((name) => headers[name] !== undefined)) return null;
  if (!REFERENCE.test(pathname) && pagePath(pathname) === null)
    return "Only pages are asked for by their router.";
  return hasReadableState(headers) ? null : "The router state is malformed.";
}

/** Whether the state that Next's router sends can be read; otherwise Next would answer as if we had failed. */
function hasReadableState(headers: IncomingHttpHeaders): boolean {
  try {
    parseAndValidateFlightRouterState(headers["next-router-state-tree"]);
    return true;
  } catch {
    return false;
  }
}
