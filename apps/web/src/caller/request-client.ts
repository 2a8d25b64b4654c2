import { clientAddress } from "@watchword/api/client-address";
import { requestedLocale } from "@watchword/api/requested-locale";
import type { Client } from "@watchword/auth/client";
import { LOCALES } from "@watchword/db/locale";
import type { Config } from "../environment/config.ts";
import { CLIENT_IP, CLIENT_PLACE } from "../client/guard-headers.ts";
import { clientPlace } from "../client/client-place.ts";

/**
 * Who makes a request, from the headers that the guard set or, in serverless functions, from what the platform says.
 */
export function requestClient(
  headers: Pick<Headers, "get">,
  { serverless = null, locales = LOCALES }: Partial<Pick<Config, "serverless" | "locales">> = {},
): Client {
  return {
    ...(serverless ? forwarded(headers, serverless) : stamped(headers)),
    userAgent: headers.get("user-agent")?.slice(0, 512) ?? null,
    locale: requestedLocale(headers, locales),
  };
}

function stamped(headers: Pick<Headers, "get">): Pick<Client, "ip" | "place"> {
  const place = headers.get(CLIENT_PLACE);
  return { ip: headers.get(CLIENT_IP), place: place && decodeURIComponent(place) };
}

/** Without a server of ours, a client could set the guard's headers itself, but not those of the platform. */
function forwarded(
  headers: Pick<Headers, "get">,
  { trustedProxyHops, placeHeaders }: NonNullable<Config["serverless"]>,
): Pick<Client, "ip" | "place"> {
  const chain = headers.get("x-forwarded-for") ?? undefined;
  return {
    ip: clientAddress(undefined, chain, trustedProxyHops),
    place: placeHeaders && clientPlace(headers, placeHeaders),
  };
}
