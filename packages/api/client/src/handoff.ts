export interface HandoffRequest {
  /** Where Watchword is: its `PUBLIC_URL`. */
  url: string | URL;
  /** The id under which Watchword knows your app. */
  app: string;
  /** From `createPkce`. */
  codeChallenge: string;
  /** From `createState`. */
  state: string;
}

/** Where to send the browser, for its user to agree to a session in your app. */
export function handoffUrl({ url, app, codeChallenge, state }: HandoffRequest): string {
  const page = new URL("/handoff", url);
  page.search = new URLSearchParams({ app, challenge: codeChallenge, state }).toString();
  return page.href;
}

/** What a browser brings back. Compare `state` with the one it was sent off with before all else. */
export type Callback =
  | { ok: true; token: string; state: string }
  /** The user said no. */
  | { ok: false; reason: "access_denied"; state: string }
  /** Not an answer of Watchword's. */
  | { ok: false; reason: "malformed" };

/** For addresses from their path on, as servers see them. */
const ANY_ORIGIN = "http://callback.invalid";

/** Reads the address of your callback, whole or from its path on. */
export function readCallback(url: string | URL): Callback {
  const address = String(url);
  if (!URL.canParse(address, ANY_ORIGIN)) return { ok: false, reason: "malformed" };
  const { searchParams } = new URL(address, ANY_ORIGIN);
  const state = only(searchParams, "state");
  const token = only(searchParams, "token");
  const error = only(searchParams, "error");
  if (state && token && error === null) return { ok: true, token, state };
  if (state && error === "access_denied" && token === null)
    return { ok: false, reason: "access_denied", state };
  return { ok: false, reason: "malformed" };
}

/** A parameter that is there once; null for none, or for several that contradict each other. */
function only(params: URLSearchParams, name: string): string | null {
  const values = params.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}
