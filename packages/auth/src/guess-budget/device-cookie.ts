import { randomBytes, timingSafeEqual } from "node:crypto";
import type { AuthContext } from "../context.ts";
import type { User } from "../shown/shown-user.ts";

/*
 * A browser that signed in before keeps a cookie: for each of its last accounts the address (hashed), a
 * nonce of the browser's and a MAC of both, as OWASP describes against locking owners out
 * (https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies). It proves
 * nothing but that, and gives guesses of its own once strangers have spent the address's.
 */

const MAX_ACCOUNTS = 5;

interface Entry {
  address: Buffer;
  nonce: Buffer;
  mac: Buffer;
}

/** The budget of the device that presents `cookie`; null where it isn't known at the address. */
export async function knownDevice(
  ctx: AuthContext,
  address: Buffer,
  cookie: string | null | undefined,
): Promise<Buffer | null> {
  const entry = parse(cookie).find((given) => given.address.equals(address));
  if (!entry || !isOurs(ctx, entry)) return null;
  return ctx.index.hash("device", entry.address.toString("hex"), entry.nonce.toString("hex"));
}

/** The addresses, as `addressBudget` names them, that the device which presents `cookie` signed in to before. */
export function addressesOf(ctx: AuthContext, cookie: string | null | undefined): Buffer[] {
  return parse(cookie)
    .filter((entry) => isOurs(ctx, entry))
    .map(({ address }) => address);
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

/** The cookie of a browser that just signed in as `user`: what it held, and this account first. */
export async function rememberDevice(
  ctx: AuthContext,
  { collection, email }: Pick<User, "collection" | "email">,
  cookie: string | null | undefined,
): Promise<string> {
  const address = await ctx.index.hash("address", collection, email);
  const held = parse(cookie).filter((entry) => isOurs(ctx, entry));
  const known = held.find((entry) => entry.address.equals(address));
  const nonce = known?.nonce ?? randomBytes(16);
  const mac = ctx.keys.hashDevice(message(address, nonce))[0];
  const others = held.filter((entry) => entry !== known);
  return [{ address, nonce, mac }, ...others].slice(0, MAX_ACCOUNTS).map(format).join(".");
}

function isOurs(ctx: AuthContext, { address, nonce, mac }: Entry): boolean {
  const macs = ctx.keys.hashDevice(message(address, nonce));
  return macs.some((right) => timingSafeEqual(right, mac));
}

function message(address: Buffer, nonce: Buffer): string {
  return `${address.toString("hex")}:${nonce.toString("hex")}`;
}

function format({ address, nonce, mac }: Entry): string {
  return Buffer.concat([address, nonce, mac]).toString("base64url");
}

/** 32 bytes of address, 16 of nonce, 32 of MAC, in the one spelling that `format` gives them. */
function parse(cookie: string | null | undefined): Entry[] {
  return (cookie ?? "").split(".").flatMap((part) => {
    const bytes = Buffer.from(part.slice(0, 200), "base64url");
    if (bytes.length !== 80 || bytes.toString("base64url") !== part) return [];
    return [
      { address: bytes.subarray(0, 32), nonce: bytes.subarray(32, 48), mac: bytes.subarray(48) },
    ];
  });
}
