import { withParameters } from "@watchword/api/authorization";
import type { RegisteredApp } from "@watchword/api/context";
import { getBrand } from "../../brand/get-brand.ts";
import { startPage } from "../../brand/start-page.ts";
import { getProduct } from "../../products/get-product.ts";

/** What a request to sign out says about the app that it comes from. */
export interface WayBack {
  app: string | null;
  /** One of the app's registered URIs, and the state that it gets back there (RP-Initiated Logout, 2). */
  back: string | null;
  state: string | null;
}

/** Where to go after signing out; null if there is no app, or it has no such page. */
export async function afterSigningOut({ app: id, back, state }: WayBack): Promise<string | null> {
  const app = await registeredApp(id);
  if (!app) return null;
  if (back === null || !app.postLogoutRedirectUris.includes(back)) return homeOf(app);
  return withParameters(back, state === null ? {} : { state });
}

/** Where somebody came from to sign out: the registered app with that id, otherwise the product's first page. */
export async function wayBack(appId: string | null): Promise<{ href: string; name: string }> {
  const app = await registeredApp(appId);
  const home = app && homeOf(app);
  if (home) return { href: home, name: app.name };
  const brand = await getBrand();
  return { href: startPage(brand), name: brand.name };
}

/** Where an app takes people who signed out; null if it has no such page. */
function homeOf({ origin, postLogoutRedirectUris }: RegisteredApp): string | null {
  return origin ?? postLogoutRedirectUris[0] ?? null;
}

async function registeredApp(appId: string | null) {
  return (await getProduct()).apps.find(({ id }) => id === appId);
}
