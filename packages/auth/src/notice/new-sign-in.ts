import type { Client } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { devicesOf } from "../guess-budget/device-cookie.ts";
import { NOTICES_AN_HOUR, sealNotice } from "./notice.ts";

/** What decides whether a sign-in needs a notice: at which addresses the device is known, and since when. */
export function unsealedNotice(ctx: AuthContext, client: Client) {
  return {
    devices: devicesOf(ctx, client.deviceCookie),
    notice_id: null,
    notice: null,
    most_an_hour: NOTICES_AN_HOUR,
  };
}

/** The parameters of `unsealedNotice`, together with the notice. */
export function signInNotice(ctx: AuthContext, client: Client) {
  const { id, sealed } = sealNotice(ctx, { client });
  return { ...unsealedNotice(ctx, client), notice_id: id, notice: sealed };
}
