import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCode } from "@trpc/server/http";
import type { ApiContext } from "../context.ts";
import { type ErrorShape, toRefusal } from "../refusal.ts";
import { appRouter, procedureAt } from "../router.ts";
import type { Asked } from "./admit-request.ts";
import type { Answer } from "./answer.ts";

/** How one call of a procedure ended, in tRPC's envelope. */
type Ended = { result: { data: unknown } } | { error: ErrorShape };

/**
 * Runs what a request asks for and answers as tRPC's own adapters do, without the `Request`, the signals
 * and the streams that these make for each: together they took longer than most procedures.
 */
export async function runCalls(
  { method, paths, isBatch, json }: Asked,
  ctx: ApiContext,
  headers: Headers,
): Promise<Answer> {
  const inputs = parse(json);
  const ends = await Promise.all(
    paths.map((path, index) => {
      const getRawInput = async () => (isBatch ? pick(inputs(), index) : inputs());
      return runCall({ method, path, index, getRawInput }, ctx);
    }),
  );
  const waits = ends.map((end) => ("error" in end ? (end.error.data.retryAfterMs ?? 0) : 0));
  const seconds = Math.ceil(Math.max(...waits) / 1000);
  if (seconds > 0) headers.set("retry-after", String(seconds));
  headers.set("content-type", "application/json");
  headers.set("cache-control", "no-store");
  headers.set("vary", "trpc-accept, accept");
  return {
    status: getHTTPStatusCode(ends),
    headers,
    body: JSON.stringify(isBatch ? ends : ends[0]),
  };
}

interface Call {
  method: string;
  path: string;
  index: number;
  getRawInput: () => Promise<unknown>;
}

async function runCall(
  { method, path, index, getRawInput }: Call,
  ctx: ApiContext,
): Promise<Ended> {
  const procedure = procedureAt(path);
  const type = procedure?._def.type ?? "unknown";
  try {
    if (!procedure || type === "unknown") throw new TRPCError({ code: "NOT_FOUND" });
    if (method !== "POST" && (method !== "GET" || type !== "query")) {
      throw new TRPCError({ code: "METHOD_NOT_SUPPORTED" });
    }
    const call = { path, getRawInput, ctx, type, signal: undefined, batchIndex: index };
    return { result: { data: await procedure(call) } };
  } catch (cause) {
    const error = getTRPCErrorFromUnknown(cause);
    if (!toRefusal(error)) ctx.onError(error.cause ?? error, path);
    const config = appRouter._def._config;
    return { error: getTRPCErrorShape({ config, error, type, path, input: undefined, ctx }) };
  }
}

/** The JSON, read once and when it is asked for: what isn't any is refused by the procedure that it was for. */
function parse(json: string): () => unknown {
  let parsed: { value: unknown } | null = null;
  return () => {
    try {
      parsed ??= { value: JSON.parse(json) };
      return parsed.value;
    } catch (cause) {
      throw new TRPCError({ code: "BAD_REQUEST", cause });
    }
  };
}

function pick(inputs: unknown, index: number): unknown {
  if (typeof inputs !== "object" || inputs === null) throw new TRPCError({ code: "BAD_REQUEST" });
  return (inputs as Record<number, unknown>)[index];
}
