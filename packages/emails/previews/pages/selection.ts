import { DEFAULT_LOCALE, type Locale, LOCALES } from "@watchword/db/locale";
import { STATES, type State } from "../states.ts";
import type { Brands } from "./brands.ts";

/** How a mail's colours are shown: by its own schemes, or as clients change them. */
export const COLOURS = {
  light: "Light",
  dark: "Dark",
  outlook: "Dark (Outlook)",
  inverted: "Inverted (Gmail)",
  forced: "Forced colours",
} as const;

/** What is looked at, and how. */
export interface Selection {
  state: State;
  locale: Locale;
  brand: string;
  colours: keyof typeof COLOURS;
  isNarrow: boolean;
  hasImages: boolean;
  showsSource: boolean;
}

/** `email-otp.codeAndPhrase`. */
export function nameOf({ kind, name }: State): string {
  return `${kind}.${name}`;
}

/** What a query asks for, with what is usual in the place of what it doesn't say; null if there is no such thing. */
export function readSelection(query: URLSearchParams, brands: Brands): Selection | null {
  const [firstBrand = ""] = brands.keys();
  const [mail, language] = [query.get("mail"), query.get("language") ?? DEFAULT_LOCALE];
  const state = mail === null ? STATES[0] : STATES.find((one) => nameOf(one) === mail);
  const locale = LOCALES.find((one) => one === language);
  const brand = query.get("brand") ?? firstBrand;
  const colours = query.get("colours") ?? "light";
  if (!state || !locale || !brands.has(brand) || !isColours(colours)) return null;
  return {
    state,
    locale,
    brand,
    colours,
    isNarrow: query.has("narrow"),
    hasImages: !query.has("no-images"),
    showsSource: query.has("source"),
  };
}

/** The query that asks for a selection, as the form on the pages writes it. */
export function queryOf(selection: Selection): string {
  const { state, locale, brand, colours, isNarrow, hasImages, showsSource } = selection;
  return new URLSearchParams({
    mail: nameOf(state),
    language: locale,
    brand,
    colours,
    ...(isNarrow && { narrow: "on" }),
    ...(!hasImages && { "no-images": "on" }),
    ...(showsSource && { source: "on" }),
  }).toString();
}

/** In words: `code and phrase` of `codeAndPhrase`. */
export function inWords({ name }: Pick<State, "name">): string {
  return name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function isColours(name: string): name is keyof typeof COLOURS {
  return Object.hasOwn(COLOURS, name);
}
