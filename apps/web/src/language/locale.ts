import { languageOf, preferredTags, requestedLocale } from "@watchword/api/requested-locale";
import { type Locale, LOCALES } from "@watchword/db/locale";

/** The language to answer a request in: the first offered one if it asks for none of them. */
export function negotiateLocale(
  headers: Pick<Headers, "get">,
  offered: readonly [Locale, ...Locale[]] = LOCALES,
): Locale {
  return requestedLocale(headers, offered) ?? offered[0];
}

/** How a page in `locale` writes dates and times: as in the browser's region, such as `en-GB`. */
export function dateLocale(headers: Pick<Headers, "get">, locale: Locale): string {
  const language = languageOf(locale);
  const regional = preferredTags(headers.get("accept-language")).filter(regionOf);
  const tag = regional.find((preferred) => languageOf(preferred) === language) ?? regional[0];
  const written = tag ? `${language}-${regionOf(tag)}` : locale;
  // The digits are those of codes, and the calendar is that of mails.
  return `${written}-u-ca-gregory-nu-latn`;
}

function regionOf(tag: string): string | undefined {
  return /-([a-z]{2}|\d{3})\b/i.exec(tag)?.[1]?.toUpperCase();
}
