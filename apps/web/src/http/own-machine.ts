import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { clientAddress } from "@watchword/api/client-address";
import { isLoopback, isLoopbackAddress } from "@watchword/api/loopback";

/** The parts of a request that show who makes it. */
export interface Caller {
  headers: { host?: string | undefined };
  socket: { remoteAddress?: string | undefined; localPort?: number | undefined };
}

/** Whether a request comes from this machine. */
export function isFromThisMachine({ socket }: Caller): boolean {
  const address = clientAddress(socket.remoteAddress, undefined, 0);
  return address !== null && isLoopbackAddress(address);
}

/** Whether a request is for this machine by name. Its port is checked too if `port` is given. */
export function isForThisMachine({ headers }: Caller, port?: number): boolean {
  const [, hostname = "", named = "80"] =
    /^([^:]+|\[[^\]]+\])(?::(\d{1,5}))?$/.exec(headers.host ?? "") ?? [];
  return isLoopback(hostname.toLowerCase()) && (port === undefined || Number(named) === port);
}

const FORWARDING = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "forwarded", "via"];

/** Whether the caller is on this machine, and isn't a proxy there that calls for somebody else. */
export function isFromHere(req: Caller & { headers: IncomingHttpHeaders }): boolean {
  const isForwarded = FORWARDING.some((name) => req.headers[name] !== undefined);
  return isFromThisMachine(req) && isForThisMachine(req) && !isForwarded;
}

/** Whether a path leads to what Next serves in development to look into the running process. */
function isNextTool(url: string): boolean {
  return /__nextjs/i.test(
    url.replaceAll(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    ),
  );
}

/**
 * Whether a development server may answer. A page of another site can make its own name lead here (DNS rebinding), and
 * Next's development endpoints run code for whoever reaches them: so the Host must be ours, and the caller on this
 * machine unless HOST lets others in, who still don't reach those tools.
 */
export function isDevelopers(
  req: Caller & Pick<IncomingMessage, "url">,
  { publicUrl, letsOthersIn = false }: { publicUrl: string; letsOthersIn?: boolean },
): boolean {
  const { host } = req.headers;
  const isOurs = isForThisMachine(req, req.socket.localPort) || host === new URL(publicUrl).host;
  if (!isOurs) return false;
  return isFromThisMachine(req) || (letsOthersIn && !isNextTool(req.url ?? ""));
}
