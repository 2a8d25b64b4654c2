import { logoWords, shownSize } from "@watchword/emails/brand-image";
import type { Brand, ImageInSchemes } from "@watchword/emails/brand";
import { getBrand } from "../brand/get-brand.ts";
import { isWatchword, TALLY } from "../brand/icons.ts";
import { imageUrl, pageLogo } from "../brand/served-images.ts";

/** The product's logo, or its name, at the head of its pages. */
export async function Wordmark() {
  const brand = await getBrand();
  const logo = pageLogo(brand);
  if (logo) return <Picture brand={brand} logo={logo} />;
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold tracking-tight">
      {isWatchword(brand) && <Tally />}
      <bdi translate="no">{logoWords(brand)}</bdi>
    </span>
  );
}

function Picture({ brand, logo }: { brand: Brand; logo: ImageInSchemes }) {
  return (
    <picture>
      {logo.dark && (
        <source media="(prefers-color-scheme: dark)" srcSet={imageUrl(brand, "logo-dark")} />
      )}
      <img
        src={imageUrl(brand, "logo")}
        alt={brand.name}
        {...shownSize(logo.light)}
        className="block"
      />
    </picture>
  );
}

function Tally() {
  return (
    <svg viewBox="0 0 32 32" className="size-6 shrink-0" aria-hidden="true">
      <path className="fill-ink forced-colors:fill-[CanvasText]" d={TALLY.mine} />
      <path className="fill-accent forced-colors:fill-[CanvasText]" d={TALLY.theirs} />
    </svg>
  );
}
