import type { AuthContext } from "../../context.ts";
import type { SignedIn } from "../../views/session.ts";
import type { FoundDevice } from "./find.ts";
import { sealToken } from "./sealed-token.ts";

/**
 * Lets the device redeem a one-time token, which needs the device's code. False if it was decided before, it is too
 * late, or the caller's session has ended.
 */
export async function approveDeviceAuthorization(
  ctx: AuthContext,
  signedIn: SignedIn,
  { id }: Pick<FoundDevice, "id">,
  token: string,
): Promise<boolean> {
  return decide(ctx, signedIn, id, sealToken(ctx, id, token));
}

/** Refuses the device. False if it was decided before, it is too late, or the caller's session has ended. */
export async function declineDeviceAuthorization(
  ctx: AuthContext,
  signedIn: SignedIn,
  { id }: Pick<FoundDevice, "id">,
): Promise<boolean> {
  return decide(ctx, signedIn, id, null);
}

async function decide(
  ctx: AuthContext,
  { user, session }: SignedIn,
  id: string,
  sealed: Buffer | null,
): Promise<boolean> {
  const takes = { id, user: user.id, session: session.id, sealed };
  const [row] = await ctx.call("decide_device_authorization", takes);
  return row?.decide_device_authorization ?? false;
}
