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
