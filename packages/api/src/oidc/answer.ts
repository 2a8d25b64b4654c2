/** The headers of every answer that says something about a person or a session. */
export const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" };

export function jsonAnswer(
  body: object,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): Response {
  return Response.json(body, { status, headers: { ...NO_STORE, ...headers } });
}

/** Answers 303, so that the browser follows a form with a GET instead of posting again. */
export function goTo(location: string): Response {
  return new Response(null, { status: 303, headers: { location, ...NO_STORE } });
}

/** Proxies on the way refuse longer addresses, because they keep an answer's head in a few kilobytes. */
const MAX_REPEATED = 4096;

/** A post's parameters as the same endpoint has them in a GET; null if they are too long for that. */
export function repeatedByGet(endpoint: string, parameters: URLSearchParams): Response | null {
  const url = `${endpoint}?${parameters}`;
  return url.length > MAX_REPEATED ? null : goTo(url);
}

/** Leads to the page that says that a request isn't valid and has to be started again at the app. */
export function beginAgain({ publicUrl }: { publicUrl: string }): Response {
  return goTo(`${publicUrl}/handoff?problem=request`);
}

/** Adds parameters to a URI's query and keeps those that are there. */
export function withParameters(uri: string, parameters: Record<string, string>): string {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.append(name, value);
  return url.href;
}
