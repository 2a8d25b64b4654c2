import { refusalResponse } from "./refusal-response.ts";

/** The largest call has a few hundred characters; ten of them fit. */
const MAX_BODY_BYTES = 64 * 1024;

/** A call as it comes in: a `Request`, or what Node's server gives for one. */
export interface IncomingCall {
  method: string;
  url: string;
  headers: Headers;
  /** Read as far as is admitted, and no further. */
  body: AsyncIterable<Uint8Array> | null;
}

/**
 * The request as a procedure may see it, or the refusal: JSON bodies of bounded size only (a form or
 * a stream could come from another site or drop the cookie), no input in a URL.
 */
export async function admitRequest(call: IncomingCall): Promise<Request | Response> {
  const { method, url, headers } = call;
  if (wantsStream(headers)) return invalidInput({ accept: "Streaming is not supported" });
  if (method === "GET" && hasInput(url)) return invalidInput({ input: "Send input by POST" });
  if (method !== "POST") return new Request(url, { method, headers });
  if (!/^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "")) {
    return invalidInput({ "content-type": "Send application/json" });
  }
  const body = await readBody(call);
  if (body === null) return invalidInput({ input: "Too large" });
  return new Request(url, { method, headers, body: body || "{}" });
}

function wantsStream(headers: Headers): boolean {
  return [headers.get("trpc-accept"), headers.get("accept")].some((accept) =>
    /application\/jsonl|text\/event-stream/i.test(accept ?? ""),
  );
}

/** `{}`, and in a batch `{"0":{}}`, is what clients send for no input. */
function hasInput(url: string): boolean {
  const input = new URL(url).searchParams.get("input");
  return input !== null && !/^\{("\d+":\{\},?)*\}$/.test(input);
}

async function readBody(call: IncomingCall): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of call.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function invalidInput(fields: Record<string, string>): Response {
  return refusalResponse(400, "BAD_REQUEST", { reason: "INVALID_INPUT", fields });
}
