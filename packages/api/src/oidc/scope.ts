import type { RegisteredApp } from "../context.ts";

/** The scopes that an app may ask for. Others are ignored (OpenID Connect Core, 3.1.2.1). */
export const SCOPES = ["openid", "email", "offline_access"] as const;

export type Scope = (typeof SCOPES)[number];

/** The scopes in a parameter that the app may be granted: without a key it gets no refresh token. */
export function readScope(
  { secretHash }: Pick<RegisteredApp, "secretHash">,
  given: string | undefined,
): Scope[] {
  const asked = new Set(given?.split(" "));
  return SCOPES.filter(
    (scope) => asked.has(scope) && (scope !== "offline_access" || secretHash !== null),
  );
}
