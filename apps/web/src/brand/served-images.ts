import { createHash } from "node:crypto";
import type { Brand, BrandImage, ImageInSchemes } from "@watchword/emails/brand";
import { drawnIcon } from "./icons.ts";

/** An image of a product, as `/brand/<name>` serves it. */
export interface ServedImage {
  type: string;
  /** The sizes in the form of a manifest: `180x180`, or `any`. */
  sizes: string;
  body: Buffer;
}

const SVG = "image/svg+xml";

export const IMAGES = ["icon", "touch-icon", "logo", "logo-dark"] as const;

export type ImageName = (typeof IMAGES)[number];

export function servedImage(brand: Brand, name: ImageName): ServedImage | null {
  const logo = pageLogo(brand);
  switch (name) {
    case "icon":
      return served(brand.favicon) ?? drawing(drawnIcon(brand));
    case "touch-icon":
      return served(brand.touchIcon);
    case "logo":
      return served(logo?.light);
    case "logo-dark":
      return served(logo?.dark);
  }
}

/** The logo of pages; null if it is in words. */
export function pageLogo({ logo }: Brand): ImageInSchemes | null {
  return logo === null || typeof logo === "string" ? null : logo.page;
}

function served(image: BrandImage | null | undefined): ServedImage | null {
  if (!image) return null;
  const { type, base64, width, height } = image;
  const body = Buffer.from(base64, "base64");
  return type === SVG ? drawing(body) : { type, sizes: `${width}x${height}`, body };
}

function drawing(svg: string | Buffer): ServedImage {
  return { type: SVG, sizes: "any", body: Buffer.from(svg) };
}

/** Its address, which differs for each image, so that browsers may cache it. */
export function imageUrl(brand: Brand, name: ImageName): string | undefined {
  const image = servedImage(brand, name);
  if (!image) return undefined;
  return `/brand/${name}?v=${createHash("sha256").update(image.body).digest("hex").slice(0, 8)}`;
}
