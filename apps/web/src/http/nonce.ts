import "server-only";
import { headers } from "next/headers";

/** What this answer's policy knows its own scripts and styles by; undefined where it asks for none. */
export async function getNonce(): Promise<string | undefined> {
  const policy = (await headers()).get("content-security-policy") ?? "";
  return /style-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1];
}
