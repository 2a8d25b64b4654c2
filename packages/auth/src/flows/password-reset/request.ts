import { startLink } from "../../challenge/start.ts";
import type { Client } from "../../client.ts";
import type { AuthContext } from "../../context.ts";

/**
 * Mails a reset link if the address has an account, which only the mail worker checks. Returns the token's id, for the
 * record.
 */
export function requestPasswordReset(
  ctx: AuthContext,
  input: { email: string; collection: string; next?: string | null; app?: string; client: Client },
): Promise<{ tokenId: string }> {
  return startLink(ctx, { ...input, purpose: "password-reset" });
}
