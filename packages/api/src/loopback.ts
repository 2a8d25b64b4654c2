import ipaddr from "ipaddr.js";

/** Whether an address is this machine's. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.process(address).range() === "loopback";
}

/** Whether a host name, as `URL` spells it, means this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Whether an address isn't public: this machine's, or within a private network. */
export function isPrivateAddress(address: string | undefined): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return ["loopback", "private", "uniqueLocal", "linkLocal", "carrierGradeNat"].includes(range);
}

/**
 * Whether an address may belong to a public server, because it is in none of the ranges that are reserved for something
 * else.
 */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === "unicast";
}

/** Names that no public server has (RFC 6761, RFC 8375, and those that private networks use). */
const OWN_NAMES = /(^|\.)(localhost|local|lan|internal|intranet|home\.arpa|test|invalid)$/;

/** Whether a host name, as `URL` spells it, leads to no public server. */
export function isWithinNetwork(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(bare)) return isPrivateAddress(bare);
  return !bare.includes(".") || OWN_NAMES.test(bare);
}
