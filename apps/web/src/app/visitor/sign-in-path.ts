interface SignInOptions {
  next: string | null;
  /** For somebody who is signed in, but not recently enough. */
  again?: boolean;
  /** For an address that this browser doesn't know. */
  other?: boolean;
  /** The address that they may want to sign in with, sealed. */
  hint?: string | null;
}

/** The address of the sign-in page that leads back to a path afterwards; `page` for another way to sign in. */
export function signInPath(
  { next, again = false, other = false, hint = null }: SignInOptions,
  page = "/sign-in",
): string {
  const query = [
    again && "again",
    other && "other",
    hint !== null && `hint=${encodeURIComponent(hint)}`,
    next !== null && `next=${encodeURIComponent(next)}`,
  ];
  const given = query.filter((part) => part !== false).join("&");
  return given === "" ? page : `${page}?${given}`;
}
