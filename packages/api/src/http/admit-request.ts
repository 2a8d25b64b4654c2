import { badRequest, type Envelope, type Named, type RefusedRequest } from "./envelope.ts";
import { MAX_BODY_BYTES, readBounded } from "./read-bounded.ts";

/** A call as it comes in: a `Request`, or what Node's server has instead of one. */
export interface IncomingCall {
  method: string;
  url: string;
  headers: Pick<Headers, "get">;
  /** Read as far as is admitted, and no further. */
  body: AsyncIterable<Uint8Array> | null;
}

/** What a request asks for. */
export interface Asked extends Named {
  method: string;
  /** Their input as JSON; in a batch by their place in it. */
  json: string;
}

/**
 * What a request asks for, or the refusal: JSON bodies of bounded size only (a form or a stream could
 * come from another site or drop the cookie), no input in a URL, a few calls at most.
 */
export async function admitRequest(
  call: IncomingCall,
  envelope: Envelope,
): Promise<Asked | RefusedRequest> {
  const { method, headers } = call;
  if (wantsStream(headers)) return badRequest({ accept: "Streaming is not supported" });
  const named = envelope.read(new URL(call.url), method);
  if ("error" in named) return named;
  if (method === "POST" && !isJson(headers))
    return badRequest({ "content-type": "Send application/json" });
  const body = method === "POST" ? await readBody(call) : { json: "{}" };
  if ("problem" in body) return badRequest({ input: body.problem });
  return { ...named, method, json: body.json || "{}" };
}

function wantsStream(headers: IncomingCall["headers"]): boolean {
  return [headers.get("trpc-accept"), headers.get("accept")].some((accept) =>
    /application\/jsonl|text\/event-stream/i.test(accept ?? ""),
  );
}

function isJson(headers: IncomingCall["headers"]): boolean {
  return /^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "");
}

async function readBody(call: IncomingCall): Promise<{ json: string } | { problem: string }> {
  try {
    const json = await readBounded(call.body, MAX_BODY_BYTES);
    return json === null ? { problem: "Too large" } : { json };
  } catch (error) {
    // A caller that hangs up in the middle of a call isn't a bug.
    if ((error as { code?: string }).code === "ECONNRESET") return { problem: "Incomplete" };
    throw error;
  }
}
