/** Sends a browser on by GET. The response isn't cached. */
export function redirect(location: string, cookies: string[] = []): Response {
  return withCookies(new Response(null, { status: 303, headers: { Location: location } }), cookies);
}

/** Adds cookies to a response, which is for one browser only. */
export function withCookies(response: Response, cookies: string[]): Response {
  const answer = new Response(response.body, response);
  answer.headers.set("Cache-Control", "no-store");
  // An address with a token isn't sent to other origins, and its own has used the token already.
  answer.headers.set("Referrer-Policy", "strict-origin");
  for (const cookie of cookies) answer.headers.append("Set-Cookie", cookie);
  return answer;
}
