import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { isPublicAddress } from "../loopback.ts";

interface Sending {
  /** How long the head of the answer may take. */
  withinMs: number;
  /** Whether it may go to an address within a private network. Checked after the name is resolved. */
  allowsPrivateAddresses: boolean;
}

/** Posts a form to another party's server, and returns the status. Follows no redirect. */
export async function postForm(
  to: URL,
  form: Record<string, string>,
  { withinMs, allowsPrivateAddresses }: Sending,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const body = new URLSearchParams(form).toString();
  const host = to.hostname.replace(/^\[|\]$/g, "");
  if (!allowsPrivateAddresses && isIP(host) !== 0 && !isPublicAddress(host))
    throw new PrivateAddressError();
  const request = (to.protocol === "https:" ? https : http).request(to, {
    method: "POST",
    agent: false,
    signal: AbortSignal.timeout(withinMs),
    ...(!allowsPrivateAddresses && { lookup: lookUpPublic }),
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
      "user-agent": "Watchword",
    },
  });
  request.once("error", reject);
  request.once("response", (response) => {
    resolve(response.statusCode ?? 0);
    response.destroy();
  });
  request.end(body);
  return promise;
}

class PrivateAddressError extends Error {
  override readonly name = "PrivateAddressError";
  readonly code = "a private address, which isn't allowed";
}

/** Looks up a name as usual, and refuses it if any of its addresses is within a private network. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = addresses ?? [];
    if (error || !first) return callback(error ?? new Error("No address"), "");
    if (!addresses.every(({ address }) => isPublicAddress(address)))
      return callback(new PrivateAddressError(), "");
    if (options.all) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
