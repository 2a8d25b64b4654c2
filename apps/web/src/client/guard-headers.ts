/** Headers in which the server tells the app who calls; what a client sends under these names is dropped. */
export const CLIENT_IP = "x-watchword-client-ip";
export const CLIENT_PLACE = "x-watchword-client-place";
/** Whether the page that is asked for shows a captcha. */
export const SHOWS_CAPTCHA = "x-watchword-shows-captcha";
/** Says that the caller is on this machine, and not a proxy that calls for somebody else. */
export const FROM_HERE = "x-watchword-from-here";
/**
 * Says that the request has passed the server's guard; on Vercel, where there is none, `proxy.ts` handles requests
 * without it.
 */
export const GUARDED = "x-watchword-gate";
/** The guard gives each request an id, and returns it in the response. */
export const REQUEST_ID = "x-request-id";
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** The id that the guard set. In functions a caller may bypass the guard, so text that isn't an id isn't logged. */
export function requestIdOf(headers: Pick<Headers, "get">): string | null {
  const id = headers.get(REQUEST_ID);
  return id !== null && UUID.test(id) ? id : null;
}
