import "server-only";
import type { AuthContext } from "@watchword/auth";
import { getAuth } from "../auth.ts";
import { type LinkFlow, readLinkToken } from "../link-cookie.ts";

/** What the flow's link that this browser opened would do, with its token; it does nothing yet. */
export async function loadOpenedLink<State extends { state: string }>(
  flow: LinkFlow,
  inspect: (auth: AuthContext, token: string) => Promise<State>,
) {
  const token = await readLinkToken(flow);
  if (token === null) return { state: "unknown" } as const;
  return { ...(await inspect(getAuth(), token)), token };
}
