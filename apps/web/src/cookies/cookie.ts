import "server-only";
import { cookies } from "next/headers";
import { getConfig } from "../environment/config.ts";
import { cookieName } from "./cookie-name.ts";

interface CookieOptions {
  /** Without its prefix. */
  name: string;
  path: string;
  maxAgeSeconds: number;
}

/** What a cookie of ours holds; null for nothing. */
export async function readCookie(options: Omit<CookieOptions, "maxAgeSeconds">) {
  return (await cookies()).get(fullName(options))?.value || null;
}

/** For actions and routes only; null forgets it. */
export async function writeCookie(options: CookieOptions, value: string | null): Promise<void> {
  (await cookies()).set({
    name: fullName(options),
    value: value ?? "",
    path: options.path,
    httpOnly: true,
    sameSite: "lax",
    secure: isSecure(),
    maxAge: value === null ? 0 : options.maxAgeSeconds,
  });
}

function fullName({ name, path }: Omit<CookieOptions, "maxAgeSeconds">): string {
  return cookieName(name, path, isSecure());
}

function isSecure(): boolean {
  return getConfig().publicUrl.startsWith("https:");
}
