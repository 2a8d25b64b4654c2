import { pagePath } from "@watchword/auth/next-path";

/**
 * Where a sign-in leads: to the page that it was asked to, unless that is a sign-in again. It is judged here, since Next
 * itself asks for the path that an action leads to, and since a browser may write what its cookies and forms say.
 */
export function destination(next: string | null): string {
  const path = pagePath(next);
  return path === null || /^\/sign-in(?![^/?#])/.test(path) ? "/account" : path;
}
