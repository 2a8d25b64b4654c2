import { DEFAULT_LOCALE, isLocale, type Locale } from "@watchword/db/locale";

/** The language of a mail: the first of ours among what was asked for and what is remembered. */
export function mailLocale(...wishes: readonly (string | null | undefined)[]): Locale {
  return wishes.find(isLocale) ?? DEFAULT_LOCALE;
}
