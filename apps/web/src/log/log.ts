import { trace } from "@opentelemetry/api";
import pino, { type Logger } from "pino";
import { cleanError, cleanWords } from "./clean.ts";
import { requestScope } from "./request-scope.ts";
import { processWide } from "../process/process-wide.ts";

/**
 * Fields whose values nobody may read in a log. Nothing is logged under these names, and if something were, it would be
 * removed.
 */
const SECRETS = [
  "address",
  "authorization",
  "code",
  "cookie",
  "email",
  "password",
  "secret",
  "set-cookie",
  "to",
  "token",
];

/** Pino has no path for any depth. */
const DEPTHS = ["", "*.", "*.*.", "*.*.*."];

const holder = processWide<Logger>("log");

/**
 * One JSON line per event, with the request that it belongs to. Never given a code, a token, a cookie or an address.
 */
export const log = (holder.value ??= pino({
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  mixin: () => ({ ...requestOf(), ...traceOf() }),
  serializers: { err: (error) => cleanError(error), msg: cleanWords },
  redact: {
    paths: DEPTHS.flatMap((depth) => SECRETS.map((name) => pathTo(depth, name))),
    censor: "[cut out]",
  },
}));

function pathTo(depth: string, name: string): string {
  return name.includes("-") ? `${depth.replace(/\.$/, "")}["${name}"]` : depth + name;
}

function requestOf(): { requestId?: string } {
  const scope = requestScope.getStore();
  return scope ? { requestId: scope.requestId } : {};
}

function traceOf(): { traceId?: string } {
  const span = trace.getActiveSpan();
  return span?.isRecording() ? { traceId: span.spanContext().traceId } : {};
}
