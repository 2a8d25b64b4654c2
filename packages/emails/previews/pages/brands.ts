import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { type Brand, defaultBrand } from "../../src/brand.ts";
import { exampleBrand } from "../example-brand.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** By the name that a query has for them. The first is shown unless another is asked for. */
export type Brands = Map<string, Brand>;

/** The deployment's own, if `BRAND` is set; Watchword's, and an example. */
export function knownBrands(given?: string): Brands {
  const brands: Brands = new Map([
    ["watchword", defaultBrand],
    ["example", exampleBrand],
  ]);
  if (!given) return brands;
  const file = brandFile(given);
  const own = completed(JSON.parse(file ? readFileSync(file, "utf8") : given));
  return new Map([["own", own], ...brands]);
}

/** Where `BRAND` is, if it isn't JSON itself. */
export function brandFile(given: string): string | null {
  return given.trim().startsWith("{") ? null : resolve(ROOT, given);
}

/** A brand, whose fields the app has checked, with Watchword's in the place of those that it leaves out. */
function completed(given: Partial<Brand>): Brand {
  return {
    ...defaultBrand,
    ...given,
    light: { ...defaultBrand.light, ...given.light },
    dark: { ...defaultBrand.dark, ...given.dark },
  };
}
