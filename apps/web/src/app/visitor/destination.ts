import { sameOriginPath } from "@watchword/auth/next-path";

/** Where a sign-in leads: where it was asked to, unless that is another origin or a sign-in again. */
export function destination(next: string | null): string {
  const path = sameOriginPath(next);
  return path === null || /^\/sign-in(?![^/?#])/.test(path) ? "/account" : path;
}
