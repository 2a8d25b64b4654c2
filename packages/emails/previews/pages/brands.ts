import { type Brand, defaultBrand } from "../../src/brand.ts";
import { exampleBrand } from "../example-brand.ts";

/** By the name that a query has for them. The first is shown unless another is asked for. */
export type Brands = Map<string, Brand>;

/** The deployment's own, if it has one; Watchword's, and an example. */
export function knownBrands(own?: string): Brands {
  const brands: Brands = new Map([
    ["watchword", defaultBrand],
    ["example", exampleBrand],
  ]);
  return own ? new Map([["own", completed(own)], ...brands]) : brands;
}

/** `BRAND`, whose fields the app has checked, with Watchword's in the place of those that it leaves out. */
function completed(json: string): Brand {
  const given = JSON.parse(json) as Partial<Brand>;
  return {
    ...defaultBrand,
    ...given,
    light: { ...defaultBrand.light, ...given.light },
    dark: { ...defaultBrand.dark, ...given.dark },
  };
}
