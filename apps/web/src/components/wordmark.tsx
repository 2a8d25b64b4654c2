import { isWatchword, TALLY } from "../brand/icons.ts";
import { getBrand } from "../brand/get-brand.ts";

/** The product's name as its pages are headed. */
export async function Wordmark() {
  const brand = await getBrand();
  return (
    <span className="inline-flex items-center gap-2.5 font-semibold tracking-tight">
      {isWatchword(brand) && <Tally />}
      <bdi translate="no">{brand.logo ?? brand.name}</bdi>
    </span>
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
