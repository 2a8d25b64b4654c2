import { isPrivateAddress } from "@watchword/api/loopback";
import { log } from "../log/log.ts";
import { processWide } from "../process/process-wide.ts";

/** What is known about the origin of a request. */
export interface Origin {
  socketAddress: string | undefined;
  forwardedFor: string | undefined;
  hops: number;
}

/** After this many forms and calls in a row, it isn't just a balancer's own check or one visitor's proxy. */
const TELLS_FROM = 10;

interface Watch {
  inARow: number;
  problem: string | null;
}

const holder = processWide<Watch>("indistinct-clients");
const watch = (holder.value ??= { inARow: 0, problem: null });

/** Why clients can't be told apart, as far as the last forms and calls show; null if they can. */
export function clientsProblem(): string | null {
  return watch.problem;
}

/**
 * Notes where a form or a call comes from, and warns if the last ones had no usable address. If the address is a
 * proxy's, all clients share one client's limits; if it is missing, they share those of twenty.
 */
export function noteClient(origin: Origin, address: string | null): void {
  const problem = problemOf(origin, address);
  watch.inARow = problem === null ? 0 : watch.inARow + 1;
  if (problem === null && watch.problem !== null) {
    log.info("Clients can be told apart again");
    watch.problem = null;
  }
  if (problem === null || problem === watch.problem || watch.inARow < TELLS_FROM) return;
  log.error({ problem }, "Clients can't be told apart, and share limits");
  watch.problem = problem;
}

function problemOf({ socketAddress, forwardedFor, hops }: Origin, address: string | null) {
  const said = forwardedFor?.trim() ? "X-Forwarded-For" : null;
  if (hops === 0) {
    const proxied = said !== null && isPrivateAddress(socketAddress);
    return proxied ? "requests come through a proxy; set TRUSTED_PROXY_HOPS" : null;
  }
  if (said === null)
    return `TRUSTED_PROXY_HOPS is ${hops}, and requests come without X-Forwarded-For`;
  if (address === null)
    return `TRUSTED_PROXY_HOPS is ${hops}, and X-Forwarded-For has no address at that place`;
  const isBehindMore =
    (forwardedFor?.split(",").length ?? 0) > hops && isPrivateAddress(address ?? undefined);
  return isBehindMore
    ? `TRUSTED_PROXY_HOPS is ${hops}, and the address at that place is a proxy's; count one more`
    : null;
}
