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

/** What a browser brings back to your callback. */
export type Callback =
  | { ok: true; token: string }
  /** `access_denied`: the user said no. `malformed`: not an answer of Watchword's to this browser. */
  | { ok: false; reason: "access_denied" | "malformed" };

/** For addresses from their path on, as servers see them. */
const ANY_ORIGIN = "http://callback.invalid";

/**
 * Reads the address of your callback, whole or from its path on. `state` is what this browser was sent
 * off with, from its cookie; null where it has none, and then no answer is for it.
 */
export function readCallback(url: string | URL, state: string | null): Callback {
  const malformed = { ok: false, reason: "malformed" } as const;
  const address = String(url);
  if (!URL.canParse(address, ANY_ORIGIN)) return malformed;
  const { searchParams } = new URL(address, ANY_ORIGIN);
  if (!state || only(searchParams, "state") !== state) return malformed;
  const token = only(searchParams, "token");
  const error = only(searchParams, "error");
  if (token && error === null) return { ok: true, token };
  if (token === null && error === "access_denied") return { ok: false, reason: "access_denied" };
  return malformed;
}

/** A parameter that is there once; null for none, or for several that contradict each other. */
function only(params: URLSearchParams, name: string): string | null {
  const values = params.getAll(name);
  return values.length === 1 ? (values[0] ?? null) : null;
}
