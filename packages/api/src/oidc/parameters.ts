import { MAX_BODY_BYTES, readBounded } from "../http/read-bounded.ts";
import { OAuthError } from "./oauth-error.ts";

/** The parameters of a request, each by its name. Those without a value count as absent (RFC 6749, 3.1). */
export type Parameters = ReadonlyMap<string, string>;

/** The parameters that a GET has in its query, and a POST in a form. */
export async function readParameters(request: Request): Promise<URLSearchParams> {
  if (request.method !== "POST") return new URL(request.url).searchParams;
  return readForm(request);
}

/** The parameters of a form. None are read from the query: secrets don't belong there. */
export async function readForm(request: Request): Promise<URLSearchParams> {
  if (!isForm(request))
    throw new OAuthError("invalid_request", "Send application/x-www-form-urlencoded");
  return new URLSearchParams(await readBody(request));
}

/** Whether a request says that it has a form. */
export function isForm({ headers }: Pick<Request, "headers">): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers.get("content-type") ?? "");
}

/** `invalid_request` if one is given twice. */
export function onlyOnce(given: URLSearchParams): Parameters {
  const names = new Set<string>();
  for (const name of given.keys()) {
    if (names.has(name)) throw new OAuthError("invalid_request", `${named(name)} is given twice`);
    names.add(name);
  }
  return new Map([...given].filter(([, value]) => value !== ""));
}

/** A parameter's name as an error may contain it (RFC 6749, 5.2: no quotes, no control characters). */
function named(name: string): string {
  return /^[\w-]{1,40}$/.test(name) ? name : "A parameter";
}

async function readBody({ body }: Request): Promise<string> {
  const text = await readBounded(body, MAX_BODY_BYTES);
  if (text === null) throw new OAuthError("invalid_request", "The form is too large");
  return text;
}
