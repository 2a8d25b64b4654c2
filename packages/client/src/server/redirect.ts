/** Sends a browser on by GET. What it was sent with stays out of caches. */
export function redirect(location: string, cookies: string[] = []): Response {
  return withCookies(new Response(null, { status: 303, headers: { Location: location } }), cookies);
}

/** An answer to one browser only, which keeps these cookies. */
export function withCookies(response: Response, cookies: string[]): Response {
  const answer = new Response(response.body, response);
  answer.headers.set("Cache-Control", "no-store");
  // An address that holds a token isn't told to other origins, and to one's own it is of no use any more.
  answer.headers.set("Referrer-Policy", "strict-origin");
  for (const cookie of cookies) answer.headers.append("Set-Cookie", cookie);
  return answer;
}
