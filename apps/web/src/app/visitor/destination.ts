import { pagePath } from "@watchword/auth/next-path";

/** Pages that lead on to a `next` of their own, once their button is pressed. */
const SIGNS_IN = /^\/(sign-in|sign-up|password-reset)(\/|$)/;

/**
 * Where a sign-in leads: to the page that was asked for, unless that is a sign-in again. It is checked here, because
 * Next itself requests the path that an action leads to, and because a browser can change its cookies and forms.
 */
export function destination(next: string | null): string {
  const path = pagePath(next);
  return path === null || SIGNS_IN.test(decodedPath(path)) ? "/account" : path;
}

/**
 * Where a mail's link leads: whoever requested the mail chose the path, and may have been a stranger. So it never leads
 * to a page with the code or link of a device that the stranger wants to sign in: the person has to enter the code
 * there. A browser that has a code keeps it in a cookie, and finds it again at `/device/app`.
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
