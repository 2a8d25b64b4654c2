import type { Locale } from "@watchword/db/locale";
import { getConfig } from "../../environment/config.ts";
import { Row } from "../../components/page-layout.tsx";
import { getLocale, getTranslate } from "../../language/translations.ts";
import { LanguageForm } from "./language-form.tsx";
import { LANGUAGES } from "./languages.ts";

/** The languages that pages are in, each by its own name. */
export async function LanguageMenu() {
  const t = await getTranslate();
  const { locales } = getConfig();
  if (locales.length === 1) return null;
  const languages = locales.map((locale): [Locale, string] => [locale, LANGUAGES[locale]]);
  return (
    <Row note={t("common.language")}>
      <LanguageForm
        label={t("common.language")}
        current={await getLocale()}
        languages={languages}
      />
    </Row>
  );
}
