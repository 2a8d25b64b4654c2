import "server-only";
import { DEFAULT_LOCALE, type Locale } from "@watchword/db/locale";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import en from "../messages/en.json";

/** Puts a message into the visitor's language; `t.rich` where it holds links or other elements. */
export type Translate = ReturnType<typeof createTranslate>;

export type MessageKey = Parameters<Translate>[0];

/** Made once: each keeps the messages that it has parsed. */
const TRANSLATES = { en: createTranslate("en", en) };

/** The language that this request is answered in. */
export const getLocale = cache(async (): Promise<Locale> => DEFAULT_LOCALE);

export async function getTranslate(): Promise<Translate> {
  return TRANSLATES.en;
}

function createTranslate(locale: Locale, messages: typeof en) {
  return createTranslator({ locale, messages });
}
