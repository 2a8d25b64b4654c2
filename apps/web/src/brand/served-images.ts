import { createHash } from "node:crypto";
import type { Brand } from "@watchword/emails/brand";
import { drawnIcon } from "./icons.ts";

/** An image of a product's, as `/brand/<name>` answers it. */
export interface ServedImage {
  type: string;
  body: Buffer;
}

export const IMAGES = ["icon"] as const;

export type ImageName = (typeof IMAGES)[number];

export function servedImage(brand: Brand, name: ImageName): ServedImage | null {
  switch (name) {
    case "icon":
      return { type: "image/svg+xml", body: Buffer.from(drawnIcon(brand)) };
  }
}

/** Where it is served: another address for another image, so that browsers may keep it. */
export function imageUrl(brand: Brand, name: ImageName): string | undefined {
  const image = servedImage(brand, name);
  if (!image) return undefined;
  return `/brand/${name}?v=${createHash("sha256").update(image.body).digest("hex").slice(0, 8)}`;
}
