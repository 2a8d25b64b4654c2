import { join, resolve } from "node:path";
import { type Brand, defaultBrand } from "../../src/brand.ts";
import { OWN_MAILS } from "../../src/messages.ts";
import type { Overrides } from "../../src/overrides/overrides.ts";
import { readOverrides } from "../../src/overrides/read.ts";
import { brandVariable } from "../../src/read-brand/read-brand.ts";
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
  const own = { ...brandVariable(ROOT).parse(brand || "{}"), overrides: ownWords(messagesDir) };
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

function ownWords(folder: string | undefined): Overrides | undefined {
  if (!folder) return undefined;
  return readOverrides(join(resolve(ROOT, folder), "mails"), OWN_MAILS).overrides;
}
