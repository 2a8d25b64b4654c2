"use server";

/* oxlint-disable no-restricted-imports -- A procedure would be recorded as an event, and a language is none. */
import { rememberLocale } from "@watchword/auth/account";
import type { Locale } from "@watchword/db/locale";
import { cookies } from "next/headers";
import { getAuth } from "../../auth/auth.ts";
import { getVisitor } from "../../caller/caller.ts";
import { getConfig } from "../../environment/config.ts";
import { LOCALE_COOKIE } from "@watchword/api/requested-locale";
import { textOf } from "../forms/form-text.ts";
import { getTranslate } from "../../language/translations.ts";
import { isOutage } from "../pages/outage.tsx";
import { LANGUAGES } from "./languages.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Shows the page that it is sent from in another language, and sets the language of mails too. Returns what the page
 * says about it.
 */
export async function chooseLanguage(_: string, form: FormData): Promise<string> {
  const chosen = textOf(form, "locale");
  const locale = getConfig().locales.find((offered) => offered === chosen);
  if (!locale) return "";
  (await cookies()).set({
    name: LOCALE_COOKIE,
    value: locale,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    secure: getConfig().publicUrl.startsWith("https:"),
    maxAge: YEAR_SECONDS,
  });
  await remember(locale);
  const t = await getTranslate();
  return `${t("common.language")}: ${LANGUAGES[locale]}`;
}

/** Stores the language with the account, if somebody is signed in. If that fails, the page can still be read. */
async function remember(locale: Locale): Promise<void> {
  try {
    const visitor = await getVisitor();
    if (visitor) await rememberLocale(getAuth(), visitor, locale);
  } catch (error) {
    if (!isOutage(error)) throw error;
  }
}
