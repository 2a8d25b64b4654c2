import { setTimeout as sleep } from "node:timers/promises";
import { context, diag, DiagLogLevel, ProxyTracerProvider, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import {
  detectResources,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { log } from "../log/log.ts";
import { ATTRIBUTES, SCOPE } from "./span.ts";

/** How long a process that ends waits for a collector. */
const LAST_SPANS_MS = 2_000;

/**
 * Sends spans to a collector from now on, by OTLP in JSON. Returns a function that sends the last ones and ends. Next's
 * own spans are left out, because their names and attributes contain URLs, which contain tokens.
 */
export function startTracing(endpoint: string, service: "web" | "worker"): () => Promise<void> {
  const url = new URL("v1/traces", endpoint.replace(/\/*$/, "/")).href;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ "service.name": `watchword-${service}` }).merge(
      detectResources({ detectors: [envDetector, serviceInstanceIdDetector] }),
    ),
    // Next records errors as events of whichever span is active, messages and all.
    spanLimits: { eventCountLimit: 0, linkCountLimit: 0 },
    spanProcessors: [
      onlyTheKnown,
      new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) }),
    ],
  });
  // Otherwise nobody would notice a collector that accepts no spans.
  const tell = (words: string) => log.warn(`OpenTelemetry: ${words}`);
  diag.setLogger(
    { error: tell, warn: tell, info() {}, debug() {}, verbose() {} },
    DiagLogLevel.WARN,
  );
  const nobody = new ProxyTracerProvider();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager());
  trace.setGlobalTracerProvider({
    getTracer: (name, ...rest) => (name === SCOPE ? provider : nobody).getTracer(name, ...rest),
  });
  return async () => {
    const given = sleep(LAST_SPANS_MS, undefined, { ref: false });
    await Promise.race([provider.shutdown(), given]).catch((error: unknown) =>
      log.warn({ err: error }, "The last spans couldn't be sent"),
    );
  };
}

const KNOWN: ReadonlySet<string> = new Set(ATTRIBUTES);

/** Removes all other attributes of a span: other code can add some, because it can reach the active span. */
const onlyTheKnown: SpanProcessor = {
  onStart: () => {},
  onEnd({ attributes, status }) {
    for (const name of Object.keys(attributes)) if (!KNOWN.has(name)) delete attributes[name];
    delete status.message;
  },
  forceFlush: async () => {},
  shutdown: async () => {},
};
