import type { RegisteredApp } from "@watchword/api/context";
import { getBrand } from "../../brand/get-brand.ts";
import { startPage } from "../../brand/start-page.ts";
import { getProduct } from "../../get-product.ts";

/** Where somebody came from to sign out: the registered app of that id, else the product's first page. */
export async function wayBack(appId: string | null): Promise<{ href: string; name: string }> {
  const app = await registeredApp(appId);
  const home = app && homeOf(app);
  if (home) return { href: home, name: app.name };
  const brand = await getBrand();
  return { href: startPage(brand), name: brand.name };
}

/** Where an app takes people who signed out; null where it has no such page. */
export function homeOf({ origin, postLogoutRedirectUris }: RegisteredApp): string | null {
  return origin ?? postLogoutRedirectUris[0] ?? null;
}

export async function registeredApp(appId: string | null) {
  return (await getProduct()).apps.find(({ id }) => id === appId);
}
