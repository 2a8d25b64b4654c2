import { type Answer, refusalAnswer } from "./answer.ts";

const ENDPOINT = "/api/trpc/";
const MAX_CALLS = 10;
/** The largest call has a few hundred characters; ten of them fit. */
const MAX_BODY_BYTES = 64 * 1024;

/** A call as it comes in: a `Request`, or what Node's server gives for one. */
export interface IncomingCall {
  method: string;
  url: string;
  headers: Pick<Headers, "get">;
  /** Read as far as is admitted, and no further. */
  body: AsyncIterable<Uint8Array> | null;
}

/** What a request asks for. */
export interface Asked {
  method: string;
  /** The procedures that it calls: `emailOtp.signIn`. */
  paths: string[];
  /** Whether it asks as a batch, and is answered as one. */
  isBatch: boolean;
  /** Their input as JSON; in a batch by their place in it. */
  json: string;
}

/**
 * What a request asks for, or the refusal: JSON bodies of bounded size only (a form or a stream could
 * come from another site or drop the cookie), no input in a URL, a few calls at most.
 */
export async function admitRequest(
  call: IncomingCall,
): Promise<{ ok: true; asked: Asked } | { ok: false; answer: Answer }> {
  const { method, headers } = call;
  const { pathname, searchParams } = new URL(call.url);
  if (wantsStream(headers)) return refuse({ accept: "Streaming is not supported" });
  const inUrl = searchParams.get("input") ?? "{}";
  if (method !== "POST" && !isEmpty(inUrl)) return refuse({ input: "Send input by POST" });
  if (method === "POST" && !isJson(headers))
    return refuse({ "content-type": "Send application/json" });
  const path = decoded(pathname.slice(ENDPOINT.length));
  if (path === null) return refuse({ path: "Malformed" });
  const isBatch = searchParams.get("batch") === "1";
  const paths = isBatch ? path.split(",") : [path];
  if (paths.length > MAX_CALLS) return refuse({ batch: "Too many calls" });
  const json = method === "POST" ? await readBody(call) : inUrl;
  if (json === null) return refuse({ input: "Too large" });
  return { ok: true, asked: { method, paths, isBatch, json: json || "{}" } };
}

function wantsStream(headers: IncomingCall["headers"]): boolean {
  return [headers.get("trpc-accept"), headers.get("accept")].some((accept) =>
    /application\/jsonl|text\/event-stream/i.test(accept ?? ""),
  );
}

/** `{}`, and in a batch `{"0":{}}`, is what clients send for no input. */
function isEmpty(input: string): boolean {
  return /^\{("\d+":\{\},?)*\}$/.test(input);
}

function isJson(headers: IncomingCall["headers"]): boolean {
  return /^application\/json\s*(;|$)/i.test(headers.get("content-type") ?? "");
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
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

function refuse(fields: Record<string, string>): { ok: false; answer: Answer } {
  return {
    ok: false,
    answer: refusalAnswer(400, "BAD_REQUEST", { reason: "INVALID_INPUT", fields }),
  };
}
