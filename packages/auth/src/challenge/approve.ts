import type { AuthContext } from "../context.ts";
import { refuse, type Refusal } from "../refusal.ts";
import type { Purpose } from "../purposes.ts";
import { hashLink } from "../tokens/credential.ts";
import { inspectLink } from "./inspect-link.ts";

/**
 * The numbers that a waiting browser may show, the one under the newest secret first: three digits that follow from
 * the challenge's id under a key.
 */
export function matchNumbers(ctx: AuthContext, otpId: string): [string, ...string[]] {
  const binding = { purpose: "match-number", collection: "", holder: otpId };
  const [first, ...older] = ctx.keys.hashCode(binding, "").map(toNumber) as [string, ...string[]];
  return [first, ...older];
}

function toNumber(hash: Buffer): string {
  return String(100 + (hash.readUInt32BE(0) % 900));
}

/**
 * Approves the browser that is waiting with a challenge, by the link of its mail and the number that the browser shows.
 * Each link allows one try, right or wrong; the link itself still works afterwards.
 */
export async function approveChallenge(
  ctx: AuthContext,
  purpose: Purpose,
  { token, number }: { token: string; number: string },
): Promise<{ ok: true } | Refusal<"INVALID_TOKEN" | "EXPIRED_TOKEN">> {
  const link = hashLink(token);
  if (!link) return refuse("INVALID_TOKEN");
  const found = await inspectLink(ctx, purpose, token);
  const isRight = found.state === "live" && matchNumbers(ctx, found.otpId).includes(number);
  const [row] = await ctx.call("approve_challenge", { purpose, ...link, is_right: isRight });
  if (row?.verdict === "GRANTED") return { ok: true };
  return refuse(row?.verdict === "EXPIRED_TOKEN" ? "EXPIRED_TOKEN" : "INVALID_TOKEN");
}
