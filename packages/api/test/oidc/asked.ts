import { authorizeUrl, newAttempt, type Provider, redemption } from "./provider.ts";

type Parameters = Record<string, string | null>;

/** Goes on to the wiki as somebody who agrees; the form redeems the code that it is called back with. */
export async function obtainCode(
  { issuer, agree }: Provider,
  secret: string,
  parameters: Parameters = {},
) {
  const attempt = newAttempt();
  const callback = await agree(authorizeUrl(issuer, attempt, parameters), secret);
  return { attempt, callback, form: redemption(callback, attempt.codeVerifier) };
}

/** Where an authorization request leads whoever has this session, and the error that the app is told of it. */
export async function askToAuthorize(
  { issuer, visit }: Provider,
  secret: string | null,
  parameters: Parameters = {},
) {
  const attempt = newAttempt();
  const { to } = await visit(authorizeUrl(issuer, attempt, parameters), secret);
  return { attempt, to, error: to?.searchParams.get("error") ?? null };
}
