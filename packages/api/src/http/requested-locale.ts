import { type Locale, LOCALES } from "@watchword/db/locale";
import { parseCookie } from "cookie";
import Negotiator from "negotiator";

/** Contains the language that a visitor chose in the pages' menu. */
export const LOCALE_COOKIE = "watchword-locale";

/** The language that a request asks for: the chosen one, otherwise the browser's. Null if it is none of ours. */
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

/** The first language of an Accept-Language header that is ours, its region left aside: `de-CH` is `de`. */
function preferredLocale(header: string | null, offered: readonly Locale[]): Locale | null {
  for (const tag of preferredTags(header)) {
    const ours = offered.find((locale) => languageOf(locale) === languageOf(tag));
    if (ours) return ours;
  }
  return null;
}

/** The tags of an Accept-Language header, the most wanted first. */
export function preferredTags(header: string | null): string[] {
  return new Negotiator({ headers: { "accept-language": header ?? "" } }).languages();
}

/** `de` of `de-CH`. */
export function languageOf(tag: string): string | undefined {
  return tag.split("-")[0]?.toLowerCase();
}
