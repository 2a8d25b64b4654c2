import type { Observe } from "@watchword/api/context";
import { log } from "../log/log.ts";
import { getMetrics } from "./metrics.ts";
import { requestScope } from "../log/request-scope.ts";
import { inSpan } from "./span.ts";

/** Traces, counts, times and logs each call of a procedure, from HTTP and from pages alike. */
export const observeCall: Observe = (procedure, run, endOf) => {
  const attributes = { "rpc.system.name": "trpc", "rpc.method": procedure };
  return inSpan(procedure, { attributes }, async (tell) => {
    const start = performance.now();
    const result = await run();
    const { outcome, reason } = endOf(result);
    const scope = requestScope.getStore();
    if (scope && outcome === "failed") scope.failed = true;
    const durationMs = performance.now() - start;
    tell({
      "watchword.outcome": outcome,
      ...(reason !== null && { "watchword.reason": reason }),
    });
    const metrics = getMetrics();
    metrics?.calls.inc({ procedure, outcome, reason: reason ?? "none" });
    metrics?.callSeconds.observe({ procedure }, durationMs / 1_000);
    const level = outcome === "granted" ? "debug" : "info";
    log[level](
      { procedure, outcome, reason, durationMs: Math.round(durationMs) },
      `A call was ${outcome === "failed" ? "answered with an error" : outcome}`,
    );
    return result;
  });
};
