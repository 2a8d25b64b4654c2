import ipaddr from "ipaddr.js";

/** Whether an address is this machine's. */
export function isLoopbackAddress(address: string): boolean {
  return ipaddr.process(address).range() === "loopback";
}

/** Whether a host name, as `URL` spells it, means this machine. */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
}

/** Whether an address is no public one: this machine's, or within a network of its own. */
export function isPrivateAddress(address: string | undefined): boolean {
  if (address === undefined || !ipaddr.isValid(address)) return false;
  const range = ipaddr.process(address).range();
  return ["loopback", "private", "uniqueLocal", "linkLocal", "carrierGradeNat"].includes(range);
}
