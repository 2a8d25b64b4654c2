import { refusalResponse } from "./refusal-response.ts";

/** The largest call has a few hundred characters; ten of them fit. */
const MAX_BODY_BYTES = 64 * 1024;

/**
 * The request as a procedure may see it, or the refusal: JSON bodies of bounded size only (a form or
 * a stream could come from another site or drop the cookie), no input in a URL.
 */
export async function admitRequest(request: Request): Promise<Request | Response> {
  if (wantsStream(request.headers)) return invalidInput({ accept: "Streaming is not supported" });
  if (request.method === "GET")
    return hasInput(request.url) ? invalidInput({ input: "Send input by POST" }) : request;
  if (request.method !== "POST") return request;
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? "")) {
    return invalidInput({ "content-type": "Send application/json" });
  }
  const body = await readBody(request);
  if (body === null) return invalidInput({ input: "Too large" });
  return new Request(request.url, { method: "POST", headers: request.headers, body: body || "{}" });
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

async function readBody(request: Request): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function invalidInput(fields: Record<string, string>): Response {
  return refusalResponse(400, "BAD_REQUEST", { reason: "INVALID_INPUT", fields });
}
