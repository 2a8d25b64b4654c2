import "server-only";
import { headers } from "next/headers";

/** The nonce by which this answer's policy allows its own scripts and styles; undefined if it requires none. */
export async function getNonce(): Promise<string | undefined> {
  const policy = (await headers()).get("content-security-policy") ?? "";
  return /style-src [^;]*'nonce-([^']+)'/.exec(policy)?.[1];
}
