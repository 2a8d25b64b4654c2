import { getAuth } from "../../../../auth/auth.ts";
import { getConfig } from "../../../../environment/config.ts";
import { answerReady } from "../../../../health/answer-health.ts";
import { FROM_HERE } from "../../../../client/guard-headers.ts";

/** Whether the process can serve: 200, or 503. `docs/observing.md` says what is checked. */
export function GET(request: Request): Promise<Response> {
  const { serverless, metricsToken } = getConfig();
  // In a function anybody could send the header that otherwise only the server's guard sets.
  const isLocal = serverless === null && request.headers.has(FROM_HERE);
  return answerReady(request, { auth: getAuth() }, { isLocal, metricsToken });
}

export const dynamic = "force-dynamic";
