import type { MetadataRoute } from "next";
import { getBrand } from "../brand/get-brand.ts";
import { type ImageName, imageUrl, servedImage } from "../brand/served-images.ts";

/** It depends on the host of the request, so it isn't made in advance. */
export const dynamic = "force-dynamic";

/** What a home screen shows for these pages, which still open in the browser. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const brand = await getBrand();
  const icons = (["icon", "touch-icon"] satisfies ImageName[]).flatMap((name) => {
    const [src, image] = [imageUrl(brand, name), servedImage(brand, name)];
    return src && image ? [{ src, sizes: image.sizes, type: image.type }] : [];
  });
  return {
    name: brand.name,
    short_name: brand.name,
    start_url: "/",
    display: "browser",
    background_color: brand.light.paper,
    theme_color: brand.light.paper,
    icons,
  };
}
