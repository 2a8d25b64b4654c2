import type { Locale } from "@watchword/db/locale";

/** The languages that pages are in, as those who speak them write them. */
export const LANGUAGES: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
  ar: "العربية",
};
