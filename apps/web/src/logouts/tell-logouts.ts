import { readStoredApps, withStoredApps } from "@watchword/api/stored-apps";
import type { Auth } from "@watchword/auth";
import type { TellLogout } from "@watchword/mailer/logouts";
import type { Config } from "../environment/config.ts";
import { productOf } from "../environment/products.ts";

/** Tells apps of sessions that have ended, under the issuer that they know. */
export function tellLogouts(
  auth: Auth,
  { apps, products, allowsPrivateAddresses }: Config,
): TellLogout {
  return async (ended) => {
    const { publicUrl } = productOf(products, ended.collection);
    const known = withStoredApps(apps, await readStoredApps(auth));
    const app = known.find(
      ({ id, registration = ended.registration }) =>
        id === ended.appId && registration === ended.registration,
    );
    if (!app) return "told";
    // Imported here because few processes ever need it.
    const { tellLogout } = await import("@watchword/api/logout");
    return tellLogout({ auth, publicUrl, allowsPrivateAddresses }, app, ended);
  };
}
