import { HookError } from "@watchword/auth/hooks";
import { getTRPCErrorFromUnknown, getTRPCErrorShape, TRPCError } from "@trpc/server";
import type { ApiContext } from "../context.ts";
import { toRefusal } from "../refusal.ts";
import { appRouter, procedureAt } from "../router.ts";
import type { Asked } from "./admit-request.ts";
import type { Ended } from "./envelope.ts";

/**
 * Runs the calls of a request and returns how each ended, as tRPC's own adapters do, but without the `Request`, signals
 * and streams that those make for each call: together they took longer than most procedures.
 */
export async function runCalls(
  { method, paths, isBatch, json }: Asked,
  ctx: ApiContext,
): Promise<Ended[]> {
  const inputs = parse(json);
  return Promise.all(
    paths.map((path, index) => {
      const getRawInput = async () => (isBatch ? pick(inputs(), index) : inputs());
      return runCall({ method, path, index, getRawInput }, ctx);
    }),
  );
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
    if (!toRefusal(error) || error.cause instanceof HookError)
      ctx.onError(error.cause ?? error, path);
    const config = appRouter._def._config;
    return { error: getTRPCErrorShape({ config, error, type, path, input: undefined, ctx }) };
  }
}

/** Parses the JSON once, when a procedure asks for it, so that the procedure refuses invalid JSON. */
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
