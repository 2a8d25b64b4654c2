import { startLink } from "../../challenge/start.ts";
import type { Locale } from "@watchword/db/locale";
import { NOBODY } from "../../client.ts";
import type { AuthContext } from "../../context.ts";

/** Who is invited, where to, and how. */
export interface Invited {
  /** Normalized. */
  email: string;
  /** One of the policy's, even one that takes no sign-ups. */
  collection: string;
  /** Whether it is mailed; otherwise whoever invites delivers the link. */
  mailed: boolean;
  /** The language of its mail; by default English. */
  locale: Locale | null;
}

/** An invitation that was made. */
export interface Invitation {
  tokenId: string;
  /** The last part of the link's path. It is a credential. Null if it is mailed. */
  token: string | null;
  expiresAt: string;
  /** Whether its mail isn't sent, because its address was sent too many. */
  isCapped: boolean;
}

/**
 * Invites an address into a collection, whether it has an account or not. The mail doesn't say where the invitation
 * comes from.
 */
export async function invite(
  ctx: AuthContext,
  { locale, ...invited }: Invited,
): Promise<Invitation> {
  const client = { ...NOBODY, locale };
  const { token, ...started } = await startLink(ctx, { ...invited, purpose: "invitation", client });
  return { ...started, token: invited.mailed ? null : token };
}
