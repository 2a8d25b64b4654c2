import type { AuthContext } from "../../context.ts";
import type { FoundDevice } from "./find.ts";
import { sealToken } from "./sealed-token.ts";

/** Lets the device redeem a one-time token, which only it can by its code. False where somebody decided before, or it is too late. */
export async function approveDeviceAuthorization(
  ctx: AuthContext,
  { id }: Pick<FoundDevice, "id">,
  token: string,
): Promise<boolean> {
  return decide(ctx, id, sealToken(ctx, id, token));
}

/** Refuses the device. False where somebody decided before, or it is too late. */
export async function declineDeviceAuthorization(
  ctx: AuthContext,
  { id }: Pick<FoundDevice, "id">,
): Promise<boolean> {
  return decide(ctx, id, null);
}

async function decide(ctx: AuthContext, id: string, sealed: Buffer | null): Promise<boolean> {
  const [row] = await ctx.call("decide_device_authorization", { id, sealed });
  return row?.decide_device_authorization ?? false;
}
