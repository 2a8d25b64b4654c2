interface SignInOptions {
  next: string | null;
  /** For somebody who is signed in, but not lately enough. */
  again?: boolean;
}

/** Where one signs in and comes back from; `page` for another of its doors. */
export function signInPath({ next, again = false }: SignInOptions, page = "/sign-in"): string {
  const query = [again && "again", next !== null && `next=${encodeURIComponent(next)}`];
  const given = query.filter((part) => part !== false).join("&");
  return given === "" ? page : `${page}?${given}`;
}
