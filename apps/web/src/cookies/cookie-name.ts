/** A cookie's name with the prefix that browsers enforce; without one over http. */
export function cookieName(name: string, path: string, isSecure: boolean): string {
  if (!isSecure) return `watchword-${name}`;
  return `${path === "/" ? "__Host" : "__Secure"}-watchword-${name}`;
}
