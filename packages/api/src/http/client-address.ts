import { isIPv4 } from "node:net";
import ipaddr from "ipaddr.js";

/**
 * The caller's address: the socket's, or the entry that the outermost of `hops` trusted proxies wrote, counted from the
 * right. Null if that isn't an address, or there are fewer entries.
 */
export function clientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  hops: number,
): string | null {
  if (hops === 0) return readAddress(socketAddress ?? "");
  // Empty elements of a list are ignored (RFC 9110, 5.6.1).
  const entries = (forwardedFor?.split(",") ?? []).filter((entry) => entry.trim() !== "");
  return readAddress(entries.at(-hops) ?? "");
}

/**
 * An address as proxies write it: `1.2.3.4`, `1.2.3.4:5678`, `2001:db8::1`, `[2001:db8::1]:443`, in quotes
 * or with a zone (`fe80::1%eth0`). Null for `unknown`, for names (RFC 7239, 6.3) and for nonsense.
 */
function readAddress(entry: string): string | null {
  const text = entry.trim().replace(/^"(.*)"$/, "$1");
  const bare =
    /^\[(.*)\](?::\d*)?$/.exec(text)?.[1] ?? text.replace(/^((?:::ffff:)?[\d.]+):\d*$/i, "$1");
  const address = bare.replace(/%.*$/, "");
  // Most addresses are plain, and need no further parsing.
  const plain = address.replace(/^::ffff:/, "");
  if (isIPv4(plain)) return plain;
  return ipaddr.isValid(address) ? ipaddr.process(address).toString() : null;
}
