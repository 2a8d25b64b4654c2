import { getBrand } from "../../brand/get-brand.ts";
import { startPage } from "../../brand/start-page.ts";
import { getConfig } from "../../config.ts";

/** Where somebody came from to sign out: the registered app of that id, else the product's first page. */
export async function wayBack(appId: string | null): Promise<{ href: string; name: string }> {
  const app = registeredApp(appId);
  if (app) return { href: app.origin, name: app.name };
  const brand = await getBrand();
  return { href: startPage(brand), name: brand.name };
}

export function registeredApp(appId: string | null) {
  return getConfig().apps.find(({ id }) => id === appId);
}
