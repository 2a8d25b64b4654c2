import { collectDefaultMetrics, Counter, Histogram, Registry } from "prom-client";
import { getConfig } from "../environment/config.ts";
import { processWide } from "../process/process-wide.ts";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export type Metrics = ReturnType<typeof createMetrics>;

const holder = processWide<Metrics>("metrics");

/** What this process counts, in every copy of this module; null if nobody may read it. */
export function getMetrics(): Metrics | null {
  if (getConfig().metricsToken === null) return null;
  return (holder.value ??= createMetrics());
}

/** No label has a value that a caller chooses. */
function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requestSeconds: new Histogram({
      name: "watchword_http_request_duration_seconds",
      help: "Requests, by route and class of status.",
      labelNames: ["method", "route", "status"],
      buckets: SECONDS,
      registers,
    }),
    calls: new Counter({
      name: "watchword_calls_total",
      help: "Calls of procedures, by how they ended: granted, refused with a reason, failed.",
      labelNames: ["procedure", "outcome", "reason"],
      registers,
    }),
    captchasUnjudged: new Counter({
      name: "watchword_captchas_unjudged_total",
      help: "Calls that passed since the captcha's judge couldn't be asked.",
      registers,
    }),
    callSeconds: new Histogram({
      name: "watchword_call_duration_seconds",
      help: "Calls of procedures.",
      labelNames: ["procedure"],
      buckets: SECONDS,
      registers,
    }),
  };
}
