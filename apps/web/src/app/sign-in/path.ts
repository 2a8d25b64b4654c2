interface SignInOptions {
  next: string | null;
  /** For somebody who is signed in, but not lately enough. */
  again?: boolean;
  /** For an address that this browser doesn't know. */
  other?: boolean;
}

/** Where one signs in and comes back from; `page` for another of its doors. */
export function signInPath(
  { next, again = false, other = false }: SignInOptions,
  page = "/sign-in",
): string {
  const query = [
    again && "again",
    other && "other",
    next !== null && `next=${encodeURIComponent(next)}`,
  ];
  const given = query.filter((part) => part !== false).join("&");
  return given === "" ? page : `${page}?${given}`;
}
