import { startLink } from "../../challenge/start.ts";
import type { Locale } from "@watchword/db/locale";
import { NOBODY } from "../../client.ts";
import type { AuthContext } from "../../context.ts";

/** Who is invited, where to, and how. */
export interface Invited {
  /** Normalized. */
  email: string;
  /** One of the policy's, which may take no sign-ups. */
  collection: string;
  /** Whether it is mailed; else whoever invites delivers the link. */
  mailed: boolean;
  /** The language of its mail; by default English. */
  locale: Locale | null;
}

/** An invitation that was made. */
export interface Invitation {
  tokenId: string;
  /** What the link's path ends in: a credential. Null where it is mailed. */
  token: string | null;
  expiresAt: string;
  /** Whether its mail stays here, as its address was sent so many. */
  isCapped: boolean;
}

/** Invites an address into a collection, whether it has an account or not. The mail doesn't say from where. */
export async function invite(
  ctx: AuthContext,
  { locale, ...invited }: Invited,
): Promise<Invitation> {
  const client = { ...NOBODY, locale };
  const { token, ...started } = await startLink(ctx, { ...invited, purpose: "invitation", client });
  return { ...started, token: invited.mailed ? null : token };
}
