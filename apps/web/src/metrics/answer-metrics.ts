import { getConfig } from "../environment/config.ts";
import type { Asked } from "../health/readiness.ts";
import { presents } from "../http/bearer.ts";
import { getMetrics } from "../telemetry/metrics.ts";
import { scrape } from "./scrape.ts";

/**
 * The metrics of this process and its database for Prometheus, for callers with the token. `getAsked` answers what
 * readiness is asked with here, and null while the process starts.
 */
export async function answerMetrics(
  request: Request,
  getAsked: () => Asked | null,
): Promise<Response> {
  const { metricsToken } = getConfig();
  const metrics = getMetrics();
  if (metricsToken === null || metrics === null) return answer(404, "There are no metrics here.");
  if (!presents(request, metricsToken))
    return answer(401, "The token is wrong.", { "www-authenticate": "Bearer" });
  const { contentType } = metrics.registry;
  const asked = getAsked();
  if (asked === null) return answer(503, "The process is starting.");
  return answer(200, await scrape(metrics, asked), { "content-type": contentType });
}

function answer(status: number, text: string, headers: Record<string, string> = {}): Response {
  return new Response(text, {
    status,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
  });
}
