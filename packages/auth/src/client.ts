import Bowser from "bowser";
import type { Locale } from "@watchword/db/locale";
import { type Requester, THIS_MACHINE } from "@watchword/db/mail-queue";
import ipaddr from "ipaddr.js";
import { UNKNOWN_CLIENTS, WIDER_NETWORKS } from "./policy/policy.ts";

/** Who makes a call, as far as the connection shows. */
export interface Client {
  ip: string | null;
  userAgent: string | null;
  /** In words, if a trusted proxy names it: `Lisbon, PT`. */
  place: string | null;
  /** The language that the call asks for, if it names one of ours. */
  locale: Locale | null;
  /** The device cookie, which shows that this browser signed in before. */
  deviceCookie?: string | null;
}

/** The client of what no visitor asked for, such as a call by server code. */
export const NOBODY: Client = { ip: null, userAgent: null, place: null, locale: null };

export interface Device {
  browser: string | null;
  os: string | null;
}

/**
 * User agents that were parsed lately: parsing one takes longer than anything else that this package does in a sign-in.
 */
const described = new Map<string, Device>();
const MAX_DESCRIBED = 500;

/** A user agent in words; null for what it doesn't say. */
export function describeDevice(userAgent: string | null): Device {
  if (!userAgent) return { browser: null, os: null };
  const known = described.get(userAgent);
  if (known) return known;
  const { browser, os } = Bowser.parse(userAgent);
  const device = { browser: plainName(browser.name), os: plainName(os.name) };
  if (described.size === MAX_DESCRIBED) described.clear();
  if (userAgent.length <= 512) described.set(userAgent, device);
  return device;
}

/** A user agent is text that the caller chose, so what could pass for a sentence or a link isn't accepted as a name. */
function plainName(name: string | undefined): string | null {
  return name && /^[\p{L}\p{N}]+( [\p{L}\p{N}]+){0,3}$/u.test(name) && name.length <= 32
    ? name
    : null;
}

/**
 * Shortens an address to that of a network, so that it names no household: IPv4 without its last part, IPv6 as a /48.
 */
export function maskIp(ip: string | null): string | null {
  if (!ip || !ipaddr.isValid(ip)) return null;
  const address = ipaddr.process(ip);
  if (address.range() === "loopback") return THIS_MACHINE;
  if (address instanceof ipaddr.IPv4) return `${address.octets.slice(0, 3).join(".")}.x`;
  return `${address.parts
    .slice(0, 3)
    .map((part) => part.toString(16))
    .join(":")}:…`;
}

/** The network that all clients with an unknown address share. */
export const NO_NETWORK = "unknown";

/**
 * The clients that share a limit: those of an IPv4 address or an IPv6 /64. All clients with an unknown address share
 * one.
 */
export function networkOf({ ip }: Pick<Client, "ip">): string {
  if (!ip || !ipaddr.isValid(ip)) return NO_NETWORK;
  const address = ipaddr.process(ip);
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.parts.slice(0, 4).join(":");
}

/** A network that limits and budgets are counted for, and how many clients' limits it has. */
export interface Network {
  name: string;
  clients: number;
}

/**
 * The networks that a client is in, the widest first; the last is the client itself, `networkOf`. All clients with an
 * unknown address share one.
 */
export function networksOf(client: Pick<Client, "ip">): Network[] {
  const own = { name: networkOf(client), clients: 1 };
  if (!client.ip || own.name === NO_NETWORK) return [{ ...own, clients: UNKNOWN_CLIENTS }];
  const address = ipaddr.process(client.ip);
  const bytes = Buffer.from(address.toByteArray());
  const wider = WIDER_NETWORKS[address.kind()].map(({ prefix, clients }) => {
    return { name: `${bytes.subarray(0, prefix / 8).toString("hex")}/${prefix}`, clients };
  });
  return [...wider, own];
}

/** Where a call came from, in words: its place or, if that is unknown, its masked address. */
export function describePlace(client: Pick<Client, "ip" | "place">): string | null {
  return client.place ?? maskIp(client.ip);
}

/** Who makes a call, as a mail shows it. */
export function describeRequester(client: Client): Requester {
  return { ...describeDevice(client.userAgent), place: describePlace(client) };
}

/** What a mail may say of a client: not what its browser keeps of having signed in before. */
export function withoutDeviceCookie({ deviceCookie: _cookie, ...shown }: Client) {
  return shown;
}
