import { DEFAULT_LOCALE, isLocale, type Locale, LOCALES } from "@watchword/db/locale";
import { parseCookie } from "cookie";
import Negotiator from "negotiator";

/** Holds the language that a visitor chose in the pages' menu. */
export const LOCALE_COOKIE = "watchword-locale";

/** The language that a request asks for: the chosen one, else the browser's. Null for none of ours. */
export function requestedLocale(headers: Pick<Headers, "get">): Locale | null {
  const chosen = parseCookie(headers.get("cookie") ?? "")[LOCALE_COOKIE];
  return isLocale(chosen) ? chosen : preferredLocale(headers.get("accept-language"));
}

/** The language to answer a request in. */
export function negotiateLocale(headers: Pick<Headers, "get">): Locale {
  return requestedLocale(headers) ?? DEFAULT_LOCALE;
}

/** The first language of an Accept-Language header that is ours, its region left aside: `de-CH` is `de`. */
function preferredLocale(header: string | null): Locale | null {
  const preferred = new Negotiator({ headers: { "accept-language": header ?? "" } }).languages();
  for (const tag of preferred) {
    const ours = LOCALES.find((locale) => languageOf(locale) === languageOf(tag));
    if (ours) return ours;
  }
  return null;
}

function languageOf(tag: string): string | undefined {
  return tag.split("-")[0]?.toLowerCase();
}
