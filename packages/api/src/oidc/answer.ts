/** What holds for every answer that says something of a person or a session. */
export const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };

export function jsonAnswer(
  body: object,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(body, { status, headers: { ...NO_STORE, ...headers } });
}

/** 303, so that what follows a form is looked at and not posted again. */
export function goTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, ...NO_STORE } });
}

/** Longer addresses are refused by what is on the way: proxies keep an answer's head in a few kilobytes. */
const MAX_REPEATED = 4096;

/** A post's parameters as the same endpoint has them in a GET; null where they are too long for that. */
export function repeatedByGet(endpoint: string, parameters: URLSearchParams): Response | null {
  const url = `${endpoint}?${parameters}`;
  return url.length > MAX_REPEATED ? null : goTo(url);
}

/** To the page that says that a request isn't valid, and to begin again at the app. */
export function beginAgain({ publicUrl }: { publicUrl: string }): Response {
  return goTo(`${publicUrl}/handoff?problem=request`);
}

/** A URI with more in its query. What it has there stays. */
export function withParameters(uri: string, parameters: Record<string, string>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
  return url.href;
}
