import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Brand, defaultBrand } from "../../src/brand.ts";
import { OWN_MAILS } from "../../src/messages.ts";
import type { Overrides } from "../../src/overrides/overrides.ts";
import { readOverrides } from "../../src/overrides/read.ts";
import { exampleBrand } from "../example-brand.ts";

const ROOT = resolve(import.meta.dirname, "../../../..");

/** A brand, and what its mails say in its own words. */
export interface SpeakingBrand extends Brand {
  overrides?: Overrides | undefined;
}

/** By the name that a query has for them. The first is shown unless another is asked for. */
export type Brands = Map<string, SpeakingBrand>;

/** How a deployment's mails differ: by `BRAND`, and by `MESSAGES_DIR`. */
export interface OwnMails {
  brand?: string | undefined;
  messagesDir?: string | undefined;
}

/** The deployment's own, if its mails differ; Watchword's, and an example. */
export function knownBrands({ brand, messagesDir }: OwnMails = {}): Brands {
  const brands: Brands = new Map([
    ["watchword", defaultBrand],
    ["example", exampleBrand],
  ]);
  if (!brand && !messagesDir) return brands;
  const own = { ...completed(readBrand(brand || "{}")), overrides: ownWords(messagesDir) };
  return new Map([["own", own], ...brands]);
}

/** The files that `own` names, where `BRAND` isn't JSON itself. */
export function ownFiles({ brand, messagesDir }: OwnMails): string[] {
  const file = brand ? brandFile(brand) : null;
  return [...(file ? [file] : []), ...(messagesDir ? [resolve(ROOT, messagesDir)] : [])];
}

function brandFile(given: string): string | null {
  return given.trim().startsWith("{") ? null : resolve(ROOT, given);
}

function readBrand(given: string): Partial<Brand> {
  const file = brandFile(given);
  return JSON.parse(file ? readFileSync(file, "utf8") : given) as Partial<Brand>;
}

function ownWords(folder: string | undefined): Overrides | undefined {
  if (!folder) return undefined;
  return readOverrides(join(resolve(ROOT, folder), "mails"), OWN_MAILS).overrides;
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
