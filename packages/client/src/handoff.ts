import { addressAt, readQuery, writeQuery } from "./address.ts";

/** A sign-in that an app asks Watchword's page for. */
export interface HandoffRequest {
  /** Where Watchword is: its `PUBLIC_URL`. */
  url: string | URL;
  /** The id under which Watchword knows your app. */
  app: string;
  /** From `createPkce`. */
  codeChallenge: string;
  /** From `createState`. */
  state: string;
  /** One of the app's `redirectUris`, such as `com.acme.app:/callback`; by default its callback. */
  redirectUri?: string;
}

/** Where to send the browser, so that its user can agree to a session in your app. */
export function handoffUrl(request: HandoffRequest): string {
  const { url, app, codeChallenge, state, redirectUri } = request;
  const query = writeQuery({
    app,
    challenge: codeChallenge,
    state,
    ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
  });
  return addressAt(url, `/handoff?${query}`);
}

/** What a browser brings back to your callback. */
export type Callback =
  | { ok: true; token: string }
  /** `access_denied`: the user said no. `malformed`: it isn't an answer of Watchword to this browser. */
  | { ok: false; reason: "access_denied" | "malformed" };

/**
 * Reads the address of your callback: whole, of any scheme, or from its path on. `state` is the one that this browser
 * was sent off with, from its cookie; null if there is none, and then every answer is `malformed`.
 */
export function readCallback(url: string | URL, state: string | null): Callback {
  const malformed = { ok: false, reason: "malformed" } as const;
  const params = readQuery(String(url));
  if (!state || only(params, "state") !== state) return malformed;
  const token = only(params, "token");
  const error = only(params, "error");
  if (token && error === null) return { ok: true, token };
  if (token === null && error === "access_denied") return { ok: false, reason: "access_denied" };
  return malformed;
}

/** The value of a parameter that is given exactly once; null otherwise. */
function only(params: [string, string][], wanted: string): string | null {
  const values = params.filter(([name]) => name === wanted);
  return values.length === 1 ? (values[0]?.[1] ?? null) : null;
}
