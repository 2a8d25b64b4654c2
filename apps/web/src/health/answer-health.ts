import { presents } from "../http/bearer.ts";
import { type Asked, type Readiness, readiness } from "./readiness.ts";

export interface HealthOptions {
  /** Whether whoever asks does so on this machine, and for somebody on it. */
  isLocal: boolean;
  metricsToken: string | null;
}

const STARTING: Readiness = { ok: false, checks: { process: "starting" } };

/**
 * Answers whether a process is ready: 200 or 503. Which part of it isn't is shown only on this machine, and to whoever
 * presents the token of the metrics; others learn nothing of what it is made of (ASVS 13.4.5). `asked` is null while
 * the process starts.
 */
export async function answerReady(
  request: Request,
  asked: Asked | null,
  { isLocal, metricsToken }: HealthOptions,
): Promise<Response> {
  const { ok, checks } = asked ? await readiness(asked) : STARTING;
  const mayKnow = isLocal || (metricsToken !== null && presents(request, metricsToken));
  return Response.json(mayKnow ? { ok, checks } : { ok }, {
    status: ok ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
