import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { RegisteredApp } from "@watchword/api/context";
import type { PlaceHeaders } from "../client/client-place.ts";

/** The parts of a request of Node's server that the guard uses. */
export type GuardedRequest = Pick<IncomingMessage, "method" | "url"> & {
  /** Names and values in turn, as they came. */
  rawHeaders?: readonly string[];
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string | undefined; localPort?: number | undefined };
};

/** What the guard knows about the deployment. */
export interface GuardOptions {
  publicUrl: string;
  /** Other origins of ours, on which other products' pages are. */
  otherOrigins?: readonly string[];
  trustedProxyHops: number;
  /** The provider whose headers name a client's place; none by default. */
  placeHeaders: PlaceHeaders | null;
  development: boolean;
  /** Whether other machines may reach a development server. By default they may not. */
  letsOthersIn?: boolean;
  /** Other apps that a hand-off may lead to. */
  apps: readonly RegisteredApp[];
  /** The origin of the captcha that the page shows; null if it shows none, and then no captcha may load. */
  captchaOrigin?: string | null;
}
