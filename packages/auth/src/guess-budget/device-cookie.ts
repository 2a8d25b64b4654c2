import { randomBytes, timingSafeEqual } from "node:crypto";
import type { AuthContext } from "../context.ts";
import type { User } from "../views/user.ts";

/*
 * A browser that signed in before keeps a cookie: for each of its last accounts the address (hashed), when it signed in
 * last, a nonce of the browser's and a MAC of all three, as OWASP describes against locking owners out
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). It proves only that, and has
 * guesses of its own once strangers have spent the address's. An entry expires after half a year. Notices of sign-ins
 * also ask whether the account's credentials have changed since (`notice/known-device.sql`); limits and the queue of
 * mails don't, because they must not look at accounts.
 */

const MAX_ACCOUNTS = 5;
const MAX_AGE_MS = 180 * 24 * 60 * 60 * 1_000;

interface Entry {
  address: Buffer;
  /** In milliseconds since 1970, in eight bytes. */
  since: Buffer;
  nonce: Buffer;
  mac: Buffer;
}

/** The budget of the device that presents `cookie`; null if it isn't known at the address. */
export async function knownDevice(
  ctx: AuthContext,
  address: Buffer,
  cookie: string | null | undefined,
): Promise<Buffer | null> {
  const entry = parse(cookie).find((given) => given.address.equals(address));
  if (!entry || !isOurs(ctx, entry)) return null;
  return ctx.index.hash("device", entry.address.toString("hex"), entry.nonce.toString("hex"));
}

/**
 * The addresses, as `addressBudget` names them, that the device with this `cookie` signed in to before, each followed
 * by when it last did, as SQL reads them.
 */
export function devicesOf(ctx: AuthContext, cookie: string | null | undefined): Buffer[] {
  return parse(cookie)
    .filter((entry) => isOurs(ctx, entry))
    .map(({ address, since }) => Buffer.concat([address, since]));
}

/** Whether the browser that presents `cookie` signed in to the address before. */
export async function isKnownDevice(
  ctx: AuthContext,
  { collection, email }: Pick<User, "collection" | "email">,
  cookie: string | null | undefined,
): Promise<boolean> {
  const address = await ctx.index.hash("address", collection, email);
  return (await knownDevice(ctx, address, cookie)) !== null;
}

/**
 * The cookie of a browser that just signed in as `user`: what it held, and this account first. `at` is a time of the
 * database's clock, in milliseconds since 1970, because that clock also says when credentials change.
 */
export async function rememberDevice(
  ctx: AuthContext,
  { collection, email }: Pick<User, "collection" | "email">,
  cookie: string | null | undefined,
  at: number,
): Promise<string> {
  const address = await ctx.index.hash("address", collection, email);
  const held = parse(cookie).filter((entry) => isOurs(ctx, entry));
  const known = held.find((entry) => entry.address.equals(address));
  const nonce = known?.nonce ?? randomBytes(16);
  const since = Buffer.alloc(8);
  since.writeBigUInt64BE(BigInt(at));
  const mac = ctx.keys.hashDevice(message({ address, since, nonce }))[0];
  const others = held.filter((entry) => entry !== known);
  return [{ address, since, nonce, mac }, ...others].slice(0, MAX_ACCOUNTS).map(format).join(".");
}

/** Whether we made an entry less than half a year ago. */
function isOurs(ctx: AuthContext, entry: Entry): boolean {
  if (Date.now() - Number(entry.since.readBigUInt64BE()) > MAX_AGE_MS) return false;
  const macs = ctx.keys.hashDevice(message(entry));
  return macs.some((right) => timingSafeEqual(right, entry.mac));
}

function message({ address, since, nonce }: Omit<Entry, "mac">): string {
  return [address, since, nonce].map((part) => part.toString("hex")).join(":");
}

function format({ address, since, nonce, mac }: Entry): string {
  return Buffer.concat([address, since, nonce, mac]).toString("base64url");
}

/** Reads entries of 32 bytes of address, 8 of time, 16 of nonce and 32 of MAC, only as `format` spells them. */
function parse(cookie: string | null | undefined): Entry[] {
  return (cookie ?? "").split(".").flatMap((part) => {
    const bytes = Buffer.from(part.slice(0, 200), "base64url");
    if (bytes.length !== 88 || bytes.toString("base64url") !== part) return [];
    return [
      {
        address: bytes.subarray(0, 32),
        since: bytes.subarray(32, 40),
        nonce: bytes.subarray(40, 56),
        mac: bytes.subarray(56),
      },
    ];
  });
}
