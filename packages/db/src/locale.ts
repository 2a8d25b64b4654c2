/** The languages that pages and mails speak, as BCP 47 tags. */
export const LOCALES = ["en", "de", "fr", "es", "pt-BR", "ja", "ar"] as const;

export type Locale = (typeof LOCALES)[number];

/** For requests that name none of them. */
export const DEFAULT_LOCALE: Locale = "en";

export function isLocale(tag: string | null | undefined): tag is Locale {
  return LOCALES.some((locale) => locale === tag);
}

const RIGHT_TO_LEFT: readonly Locale[] = ["ar"];

/** The direction in which a language is written. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(locale) ? "rtl" : "ltr";
}
