import { createHash } from "node:crypto";
import type { Brand, BrandImage, ImageInSchemes } from "./brand.ts";

/** The largest size of a logo at the head of a page or a mail, in CSS pixels. */
const MAX_WIDTH = 200;
const MAX_HEIGHT = 32;

/** How large a logo is shown. */
export function shownSize({ width, height }: BrandImage): { width: number; height: number } {
  const scale = Math.min(MAX_WIDTH / width, MAX_HEIGHT / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** A logo in words; the name if the logo is an image. */
export function logoWords({ logo, name }: Brand): string {
  return typeof logo === "string" ? logo : name;
}

/** The logo image in a mail; null if the logo is in words. */
export function mailLogo({ logo }: Brand): ImageInSchemes | null {
  return logo === null || typeof logo === "string" ? null : logo.mail;
}

/** An image attached to a mail, whose HTML names it as `cid:<id>` (RFC 2392). */
export interface AttachedImage {
  id: string;
  fileName: string;
  type: BrandImage["type"];
  base64: string;
}

/** Images are attached, because Gmail and Outlook don't show `data:` URLs. */
export function attachedImages(brand: Brand): AttachedImage[] {
  const logo = mailLogo(brand);
  if (!logo) return [];
  const images = logo.dark ? [logo.light, logo.dark] : [logo.light];
  return images.map((image, index) => ({
    id: contentId(image),
    fileName: `${index === 0 ? "logo" : "logo-dark"}.${image.type.replace("image/", "")}`,
    type: image.type,
    base64: image.base64,
  }));
}

/** The id of an image, which is the same in every mail. */
export function contentId({ base64 }: BrandImage): string {
  return `${createHash("sha256").update(base64).digest("hex").slice(0, 32)}@logo`;
}

/** A mail's HTML with its images inside, for a browser, which doesn't support `cid:`. */
export function withImagesInside(
  html: string,
  images: Pick<AttachedImage, "id" | "type" | "base64">[],
): string {
  return images.reduce(
    (shown, { id, type, base64 }) => shown.replaceAll(`cid:${id}`, `data:${type};base64,${base64}`),
    html,
  );
}
