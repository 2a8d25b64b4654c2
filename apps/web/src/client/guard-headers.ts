/** Headers by which the server tells the app who calls; whatever a client sends under them is dropped. */
export const CLIENT_IP = "x-watchword-client-ip";
export const CLIENT_PLACE = "x-watchword-client-place";
/** Whether the page that is asked for shows a captcha. */
export const SHOWS_CAPTCHA = "x-watchword-shows-captcha";
/** Says that whoever asks is on this machine, with no proxy that would ask for somebody else. */
export const FROM_HERE = "x-watchword-from-here";
/** Says that the server's guard let the request in: the proxy, which has none on Vercel, matches the others. */
export const GUARDED = "x-watchword-gate";
/** The guard stamps each request with a name of its own, and answers with it. */
export const REQUEST_ID = "x-request-id";
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What the guard stamped. In functions a caller may pass it by: words of their own aren't written down. */
export function requestIdOf(headers: Pick<Headers, "get">): string | null {
  const id = headers.get(REQUEST_ID);
  return id !== null && UUID.test(id) ? id : null;
}
