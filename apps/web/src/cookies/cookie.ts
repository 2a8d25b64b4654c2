import "server-only";
import { cookies } from "next/headers";
import { getConfig } from "../environment/config.ts";
import { cookieName } from "./cookie-name.ts";

interface CookieOptions {
  /** Without its prefix. */
  name: string;
  path: string;
  maxAgeSeconds: number;
  /** Whether the page's scripts may delete it. */
  scripts?: boolean;
}

type Named = Pick<CookieOptions, "name" | "path">;

/** The value of a cookie of ours; null if it isn't set. */
export async function readCookie(options: Named) {
  return (await cookies()).get(fullName(options))?.value || null;
}

/** For actions and routes only; null forgets it. */
export async function writeCookie(options: CookieOptions, value: string | null): Promise<void> {
  (await cookies()).set({
    name: fullName(options),
    value: value ?? "",
    path: options.path,
    httpOnly: options.scripts !== true,
    sameSite: "lax",
    secure: isSecure(),
    maxAge: value === null ? 0 : options.maxAgeSeconds,
  });
}

/** What a page's script writes to delete a cookie that it may delete. */
export function forgottenBy(options: Named): string {
  const cookie = `${fullName(options)}=; Path=${options.path}; Max-Age=0; SameSite=Lax`;
  return isSecure() ? `${cookie}; Secure` : cookie;
}

function fullName({ name, path }: Named): string {
  return cookieName(name, path, isSecure());
}

function isSecure(): boolean {
  return getConfig().publicUrl.startsWith("https:");
}
