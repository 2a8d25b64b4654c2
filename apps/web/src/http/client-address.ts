import type { IncomingHttpHeaders } from "node:http";
import ipaddr from "ipaddr.js";

/** Headers by which the server tells the app who calls; whatever a client sends under them is dropped. */
export const CLIENT_IP = "x-watchword-client-ip";
export const CLIENT_PLACE = "x-watchword-client-place";

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
  const entry = chain.at(-1 - hops);
  return entry && ipaddr.isValid(entry) ? ipaddr.process(entry).toString() : null;
}

/** City and country in words where a trusted proxy (Cloudflare, Vercel, CloudFront) names them. */
export function clientPlace(headers: IncomingHttpHeaders, hops: number): string | null {
  if (hops === 0) return null;
  const city = first(headers, "cf-ipcity", "x-vercel-ip-city", "cloudfront-viewer-city");
  const country = first(
    headers,
    "cf-ipcountry",
    "x-vercel-ip-country",
    "cloudfront-viewer-country",
  );
  return [city, country].filter(Boolean).join(", ").slice(0, 100) || null;
}

function first(headers: IncomingHttpHeaders, ...names: string[]): string | null {
  const value = names.map((name) => headers[name]).find((header) => typeof header === "string");
  if (typeof value !== "string") return null;
  try {
    return decodeURIComponent(value);
  } catch {
    return null;
  }
}
