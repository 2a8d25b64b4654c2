import { isWithinNetwork } from "../loopback.ts";

/** Why links and cookies can't be made for a URL, in words; null if they can. */
export function publicUrlProblem(url: URL): string | null {
  const { pathname, search, hash, username, password, hostname, protocol } = url;
  if (username || password)
    return "Holds a user or a password, which links would carry to everybody";
  if (pathname !== "/")
    return "Has a path; Watchword is served from the root of a host, so give it a host of its own";
  if (search || hash) return "Has a query or a fragment; links are made from its host only";
  if (hostname.endsWith(".")) return "Its host ends in a dot, which to a browser is another host";
  if (protocol === "http:" && !isWithinNetwork(hostname))
    return "Needs https on a public host: codes and sessions would travel in the clear";
  return null;
}
