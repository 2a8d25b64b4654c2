const SELF = "http://self.invalid";

/**
 * Where to go after sign-in: a path on this origin, or null for anything else (another origin,
 * `//host`, `/\host`, `javascript:`, control characters), which means home.
 */
export function sameOriginPath(next: string | null | undefined): string | null {
  if (!next?.startsWith("/") || next.length > 2048 || !URL.canParse(next, SELF)) return null;
  const url = new URL(next, SELF);
  const path = url.pathname + url.search + url.hash;
  return url.origin === SELF && !path.startsWith("//") ? path : null;
}

/** Paths that programs call. Their answers may lead to another origin, which a sign-in mustn't. */
const OF_PROGRAMS = /^\/(api|oidc|_next|\.well-known)(\/|$)/i;
/** Paths that two servers may read differently: with encoded slashes, dots or percent signs, or with empty parts. */
const AMBIGUOUS = /%(2e|2f|5c|25)|\/\//i;

/**
 * A path on this origin that is a page's. Null also for a path that programs call, and for one that servers may read in
 * different ways.
 */
export function pagePath(next: string | null | undefined): string | null {
  const path = sameOriginPath(next);
  if (path === null) return null;
  const pathname = decodedPathname(path);
  return pathname === null || OF_PROGRAMS.test(pathname) ? null : path;
}

function decodedPathname(path: string): string | null {
  const { pathname } = new URL(path, SELF);
  if (AMBIGUOUS.test(pathname)) return null;
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
