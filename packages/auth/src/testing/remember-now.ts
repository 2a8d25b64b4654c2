import { databaseNow } from "../clock.ts";
import type { AuthContext } from "../context.ts";
import { rememberDevice } from "../guess-budget/device-cookie.ts";

/** The cookie of a browser that signs in at an address at this moment; `cookie` is what it held before. */
export async function rememberNow(
  ctx: AuthContext,
  address: { collection: string; email: string },
  cookie: string | null = null,
): Promise<string> {
  return rememberDevice(ctx, address, cookie, await databaseNow(ctx));
}
