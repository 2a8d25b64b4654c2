import { type Span, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api";
import type { Statement } from "@watchword/db/pool";

/**
 * Every attribute that a span may have, with OpenTelemetry's names if there are any. Each has few values, none of which
 * identifies a person.
 */
export const ATTRIBUTES = [
  "db.query.text",
  "db.system.name",
  "error.type",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "rpc.method",
  "rpc.system.name",
  "watchword.limiter.admitted",
  "watchword.mail.id",
  "watchword.mail.kind",
  "watchword.mail.result",
  "watchword.outcome",
  "watchword.reason",
  "watchword.request_id",
] as const;

type Attributes = Partial<Record<(typeof ATTRIBUTES)[number], string | number | boolean>>;

/** The name of our tracer: the only one whose spans leave the process. */
export const SCOPE = "watchword";

const MAX_SQL_LENGTH = 500;

interface SpanOptions {
  kind?: keyof typeof SpanKind;
  attributes?: Attributes;
}

/** Runs a step as a child of the current span. Only runs it if spans aren't sent anywhere. */
export function inSpan<Result>(
  name: string,
  { kind = "INTERNAL", attributes = {} }: SpanOptions,
  run: (tell: (attributes: Attributes) => void) => Promise<Result>,
): Promise<Result> {
  const options = { kind: SpanKind[kind], attributes };
  return trace.getTracer(SCOPE).startActiveSpan(name, options, async (span) => {
    try {
      return await run((told) => void span.setAttributes(told));
    } catch (error) {
      fail(span, error);
      throw error;
    } finally {
      span.end();
    }
  });
}

/**
 * A statement as a span of the step that made it, named by the SQL function that it calls. Its text has `$1` in place
 * of values.
 */
export function traceStatement({ sql, called, durationMs, error }: Statement): void {
  if (!trace.getActiveSpan()?.isRecording()) return;
  const text = sql.replaceAll(/\s+/g, " ").trim();
  const endTime = Date.now();
  const what = called ?? /^\w+/.exec(text)?.[0].toUpperCase() ?? "";
  const span = trace.getTracer(SCOPE).startSpan(`SQL ${what}`, {
    kind: SpanKind.CLIENT,
    startTime: endTime - durationMs,
    attributes: {
      "db.system.name": "postgresql",
      "db.query.text": text.slice(0, MAX_SQL_LENGTH),
    } satisfies Attributes,
  });
  if (error !== null) fail(span, error);
  span.end(endTime);
}

/** Records only the error's class or code, because messages contain values. */
function fail(span: Span, error: unknown): void {
  const { name = "unknown", code } = error as { name?: string; code?: unknown };
  span.setAttribute("error.type", typeof code === "string" ? code : name);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
