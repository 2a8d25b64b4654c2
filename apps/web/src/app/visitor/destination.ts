import { pagePath } from "@watchword/auth/next-path";

/** Pages that lead on to a `next` of their own, once their button is pressed. */
const SIGNS_IN = /^\/(sign-in|sign-up|password-reset)(\/|$)/;

/**
 * Where a sign-in leads: to the page that it was asked to, unless that is a sign-in again. It is judged here, since Next
 * itself asks for the path that an action leads to, and since a browser may write what its cookies and forms say.
 */
export function destination(next: string | null): string {
  const path = pagePath(next);
  return path === null || SIGNS_IN.test(decodedPath(path)) ? "/account" : path;
}

/**
 * The same for a path that a mail's link has: whoever asked for the mail chose it, and may have been a stranger. So it leads to
 * no page with a code or a link of a device that they want let in: the person enters the code there. A browser that has a
 * code keeps it in a cookie, and finds it again at `/device/app`.
 */
export function destinationOfMail(next: string | null): string {
  const path = destination(next);
  const decoded = decodedPath(path);
  if (!/^\/device(\/|$)/i.test(decoded)) return path;
  return decoded === "/device/app" ? decoded : "/device";
}

function decodedPath(path: string): string {
  return decodeURIComponent(path.split(/[?#]/, 1)[0] ?? "");
}
