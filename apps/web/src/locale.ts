import { type Locale, LOCALES } from "@watchword/db/locale";
import { parseCookie } from "cookie";
import Negotiator from "negotiator";

/** Holds the language that a visitor chose in the pages' menu. */
export const LOCALE_COOKIE = "watchword-locale";

/** The language that a request asks for: the chosen one, else the browser's. Null for none of ours. */
export function requestedLocale(
  headers: Pick<Headers, "get">,
  offered: readonly Locale[] = LOCALES,
): Locale | null {
  const chosen = parseCookie(headers.get("cookie") ?? "")[LOCALE_COOKIE];
  return (
    offered.find((locale) => locale === chosen) ??
    preferredLocale(headers.get("accept-language"), offered)
  );
}

/** The language to answer a request in: the first of those offered where it asks for none of them. */
export function negotiateLocale(
  headers: Pick<Headers, "get">,
  offered: readonly [Locale, ...Locale[]] = LOCALES,
): Locale {
  return requestedLocale(headers, offered) ?? offered[0];
}

/** How a page in `locale` writes dates and times: as the browser's region has them, as in `en-GB`. */
export function dateLocale(headers: Pick<Headers, "get">, locale: Locale): string {
  const language = languageOf(locale);
  const regional = preferredTags(headers.get("accept-language")).filter(regionOf);
  const tag = regional.find((preferred) => languageOf(preferred) === language) ?? regional[0];
  const written = tag ? `${language}-${regionOf(tag)}` : locale;
  // The digits are those of a code, and the year that of the mails.
  return `${written}-u-ca-gregory-nu-latn`;
}

/** The first language of an Accept-Language header that is ours, its region left aside: `de-CH` is `de`. */
function preferredLocale(header: string | null, offered: readonly Locale[]): Locale | null {
  for (const tag of preferredTags(header)) {
    const ours = offered.find((locale) => languageOf(locale) === languageOf(tag));
    if (ours) return ours;
  }
  return null;
}

function preferredTags(header: string | null): string[] {
  return new Negotiator({ headers: { "accept-language": header ?? "" } }).languages();
}

function regionOf(tag: string): string | undefined {
  return /-([a-z]{2}|\d{3})\b/i.exec(tag)?.[1]?.toUpperCase();
}

function languageOf(tag: string): string | undefined {
  return tag.split("-")[0]?.toLowerCase();
}
