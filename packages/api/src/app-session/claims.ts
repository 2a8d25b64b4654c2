import type { SignedIn } from "@watchword/auth/session";

/** What an app learns about an account, by the scope that it was granted (OpenID Connect Core, 5.4). */
export function claimsOf({ user }: Pick<SignedIn, "user">, scope: string) {
  const scopes = scope.split(" ");
  return {
    sub: user.id,
    ...(scopes.includes("email") && { email: user.email, email_verified: user.emailVerified }),
  };
}
