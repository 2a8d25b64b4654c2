import { findSession, type SignedIn } from "@watchword/auth/session";
import type { ApiContext } from "./context.ts";

type Hosts = Pick<ApiContext, "auth" | "publicUrl" | "publicUrlOf">;

/**
 * The live session that a secret is for; null for none. Who is signed in to one product isn't signed in to another: where
 * a collection's product has a host of its own, its sessions count there and nowhere else, and no other's count there.
 */
export async function findSessionHere(ctx: Hosts, secret: string | null): Promise<SignedIn | null> {
  const found = secret === null ? null : await findSession(ctx.auth, secret);
  return found !== null && isHostOf(ctx, found.user.collection) ? found : null;
}

/** The collections whose one-time tokens are redeemed at this host; null for all, where there is one host. */
export function collectionsHere(ctx: Hosts): string[] | null {
  // Whatever the policy names: `users` is where a deployment's own pages are.
  const all = ["users", ...Object.keys(ctx.auth.policy.collections)];
  const here = all.filter((collection) => isHostOf(ctx, collection));
  return here.length === all.length ? null : here;
}

function isHostOf({ publicUrl, publicUrlOf }: Hosts, collection: string): boolean {
  return publicUrlOf(collection) === publicUrl;
}
