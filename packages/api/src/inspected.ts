import { inspectLink, type LinkState } from "@watchword/auth/challenge";
import { isKnownDevice } from "@watchword/auth/device-cookie";
import type { Purpose } from "@watchword/auth/purposes";
import type { ApiContext } from "./context.ts";
import { RefusalError } from "./refusal.ts";
import { findSessionHere, isHostOf } from "./session-here.ts";

type Live<Link> = Extract<Link, { state: "live" }>;

/**
 * What a mailed link would do, without doing it; refuses as `liveLink` does. At another product's host it does nothing;
 * our own pages there lead on to the right one.
 */
export async function inspected(
  ctx: Pick<ApiContext, "auth" | "fromClient" | "publicUrl" | "publicUrlOf">,
  purpose: Purpose,
  token: string,
): Promise<Live<LinkState>> {
  const link = liveLink(await inspectLink(ctx.auth, purpose, token));
  if (ctx.fromClient && !isHostOf(ctx, link.collection))
    throw new RefusalError({ reason: "INVALID_TOKEN" });
  return link;
}

/**
 * Returns the link if it still works. Otherwise refuses it as its redemption would, and says of a used one that it was
 * used.
 */
export function liveLink<Link extends { state: LinkState["state"] }>(link: Link): Live<Link> {
  if (link.state === "expired") throw new RefusalError({ reason: "EXPIRED_TOKEN" });
  if (link.state === "used") throw new RefusalError({ reason: "INVALID_TOKEN", used: true });
  if (link.state === "unknown") throw new RefusalError({ reason: "INVALID_TOKEN" });
  return link as Live<Link>;
}

/** Whether the caller's session belongs to the account of a link, if that has one. */
export async function isOwn(ctx: ApiContext, userId: string | null): Promise<boolean> {
  return userId !== null && (await callerOf(ctx))?.id === userId;
}

/** Whether the caller is signed in at the address, or their browser was before. */
export async function isKnown(
  ctx: ApiContext,
  address: { collection: string; email: string },
): Promise<boolean> {
  const user = await callerOf(ctx);
  if (user?.email === address.email && user.collection === address.collection) return true;
  return isKnownDevice(ctx.auth, address, ctx.client.deviceCookie);
}

async function callerOf(ctx: ApiContext) {
  const presented = await findSessionHere(ctx, ctx.sessionSecret);
  return presented?.session.audience === null ? presented.user : null;
}
