import { getBrand } from "../../brand/get-brand.ts";
import { startPage } from "../../brand/start-page.ts";
import { getProduct } from "../../get-product.ts";

/** Where somebody came from to sign out: the registered app of that id, else the product's first page. */
export async function wayBack(appId: string | null): Promise<{ href: string; name: string }> {
  const app = await registeredApp(appId);
  if (app) return { href: app.origin, name: app.name };
  const brand = await getBrand();
  return { href: startPage(brand), name: brand.name };
}

export async function registeredApp(appId: string | null) {
  return (await getProduct()).apps.find(({ id }) => id === appId);
}
