import type { Locale } from "@watchword/db/locale";
import { getConfig } from "../../config.ts";
import { Row } from "../../components/sheet.tsx";
import { TextButton } from "../../components/ui/button.tsx";
import { getLocale, getTranslate } from "../../translations.ts";
import { chooseLanguage } from "./actions.ts";

/** As those who speak them write them. */
const NAMES: Record<Locale, string> = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  "pt-BR": "Português (Brasil)",
  ja: "日本語",
  ar: "العربية",
};

/** The languages that pages are in, each by its own name. */
export async function LanguageMenu() {
  const t = await getTranslate();
  const current = await getLocale();
  const { locales } = getConfig();
  if (locales.length === 1) return null;
  return (
    <footer className="mt-14">
      <Row note={t("common.language")}>
        <form
          action={chooseLanguage}
          aria-label={t("common.language")}
          className="flex flex-wrap gap-x-4 gap-y-2"
        >
          {locales.map((locale) =>
            locale === current ? (
              <span key={locale} lang={locale} aria-current="true" className="font-semibold">
                {NAMES[locale]}
              </span>
            ) : (
              <TextButton key={locale} lang={locale} name="locale" value={locale}>
                {NAMES[locale]}
              </TextButton>
            ),
          )}
        </form>
      </Row>
    </footer>
  );
}
