import type { Client } from "@watchword/auth/client";
import { requestedLocale } from "../locale.ts";
import { CLIENT_IP, CLIENT_PLACE } from "./client-address.ts";

/** Who makes a request, from what the gate stamped on it. */
export function requestClient(headers: Pick<Headers, "get">): Client {
  const place = headers.get(CLIENT_PLACE);
  return {
    ip: headers.get(CLIENT_IP),
    userAgent: headers.get("user-agent")?.slice(0, 512) ?? null,
    place: place && decodeURIComponent(place),
    locale: requestedLocale(headers),
  };
}
