/** The languages that pages and mails speak, as BCP 47 tags. */
export const LOCALES = ["en", "de", "fr", "es", "pt-BR", "ja", "ar"] as const;

/** A language that pages and mails are written in (BCP 47). */
export type Locale = (typeof LOCALES)[number];

/** The language of requests that name none of these. */
export const DEFAULT_LOCALE: Locale = "en";

/** Whether pages and mails are written in it. */
export function isLocale(tag: string | null | undefined): tag is Locale {
  return LOCALES.some((locale) => locale === tag);
}

const RIGHT_TO_LEFT: readonly Locale[] = ["ar"];

/** The direction in which a language is written. */
export function directionOf(locale: Locale): "ltr" | "rtl" {
  return RIGHT_TO_LEFT.includes(locale) ? "rtl" : "ltr";
}
