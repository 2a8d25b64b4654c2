import { findSession, type SignedIn } from "@watchword/auth/session";
import type { ApiContext } from "./context.ts";

type Hosts = Pick<ApiContext, "auth" | "publicUrl" | "publicUrlOf">;

/**
 * The live session that a secret is for; null for none. Somebody who is signed in to one product isn't signed in to
 * another: if a collection's product has a host of its own, its sessions count only there, and no others do.
 */
export async function findSessionHere(ctx: Hosts, secret: string | null): Promise<SignedIn | null> {
  const found = secret === null ? null : await findSession(ctx.auth, secret);
  return found !== null && isHostOf(ctx, found.user.collection) ? found : null;
}

/**
 * The collections whose accounts get a session from this call: those that are at home at this host and, if an app's page
 * calls, that list the app. Null for all.
 */
export function collectionsHere(
  ctx: Hosts & Pick<ApiContext, "appsOf" | "fromApp">,
): string[] | null {
  const { appsOf, fromApp } = ctx;
  // `users` always counts, because a deployment's own pages use it.
  const all = ["users", ...Object.keys(ctx.auth.policy.collections)];
  const here = all.filter(
    (collection) =>
      isHostOf(ctx, collection) &&
      (fromApp === null || appsOf(collection).some(({ id }) => id === fromApp.id)),
  );
  return here.length === all.length ? null : here;
}

/** Whether a collection is at home at this host. */
export function isHostOf({ publicUrl, publicUrlOf }: Hosts, collection: string): boolean {
  return publicUrlOf(collection) === publicUrl;
}
