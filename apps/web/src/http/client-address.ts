import { isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";

/** Headers by which the server tells the app who calls; whatever a client sends under them is dropped. */
export const CLIENT_IP = "x-watchword-client-ip";
export const CLIENT_PLACE = "x-watchword-client-place";
/** Whether the page that is asked for shows a captcha. */
export const SHOWS_CAPTCHA = "x-watchword-shows-captcha";
/** Says that the server's gate let the request in: the proxy, which has none on Vercel, matches the others. */
export const GATE = "x-watchword-gate";
/** The gate stamps each request with a name of its own, and answers with it. */
export const REQUEST_ID = "x-request-id";
const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** What the gate stamped. In functions a caller may pass it by: words of their own aren't written down. */
export function requestIdOf(headers: Pick<Headers, "get">): string | null {
  const id = headers.get(REQUEST_ID);
  return id !== null && UUID.test(id) ? id : null;
}

/**
 * The address of who calls: the socket's, or the entry that the outermost of `hops` trusted proxies
 * wrote, counted from the right. Null where that isn't an address.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string | null {
  const chain = [...(forwardedFor?.split(",") ?? []), socketAddress ?? ""].map((entry) =>
    entry.trim(),
  );
  const entry = chain.at(-1 - hops) ?? "";
  // What most are, and needs no more than a look.
  const plain = entry.replace(/^::ffff:/, "");
  if (isIPv4(plain)) return plain;
  return ipaddr.isValid(entry) ? ipaddr.process(entry).toString() : null;
}
