import "server-only";
import { cookies } from "next/headers";
import { getConfig } from "../../../config.ts";

const PATH = "/sign-in/link";

/** The token of the link that this browser opened last; null for none. */
export async function readLinkToken(): Promise<string | null> {
  return (await cookies()).get(cookieName())?.value || null;
}

/** For actions and routes only; null forgets it. */
export async function writeLinkToken(token: string | null): Promise<void> {
  const { publicUrl, policy } = getConfig();
  (await cookies()).set({
    name: cookieName(),
    value: token ?? "",
    path: PATH,
    httpOnly: true,
    sameSite: "lax",
    secure: publicUrl.startsWith("https:"),
    maxAge: token === null ? 0 : policy.emailOtp.linkTtlSeconds,
  });
}

function cookieName(): string {
  return getConfig().publicUrl.startsWith("https:") ? "__Secure-watchword-link" : "watchword-link";
}
