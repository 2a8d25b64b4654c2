import "server-only";
import type { Locale } from "@watchword/db/locale";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { createTranslator } from "use-intl/core";
import ar from "../messages/ar.json";
import de from "../messages/de.json";
import en from "../messages/en.json";
import es from "../messages/es.json";
import fr from "../messages/fr.json";
import ja from "../messages/ja.json";
import ptBR from "../messages/pt-BR.json";
import { negotiateLocale } from "./locale.ts";

/** Puts a message into the visitor's language; `t.rich` where it holds links or other elements. */
export type Translate = ReturnType<typeof createTranslate>;

type Messages = typeof en;

/** What an argument or an element begins with. */
type Formatted = `${string}${"{" | "<"}${string}`;

type PlainKeyOf<Part extends keyof Messages & string> = {
  [Key in keyof Messages[Part] & string]: Messages[Part][Key] extends Formatted
    ? never
    : `${Part}.${Key}`;
}[keyof Messages[Part] & string];

/** The key of a message that takes no arguments. */
export type PlainKey = { [Part in keyof Messages & string]: PlainKeyOf<Part> }[keyof Messages &
  string];

/** The keys of the English catalogue, with any words. */
type Catalogue = { [Part in keyof Messages]: Record<keyof Messages[Part], string> };

const CATALOGUES: Record<Locale, Catalogue> = { en, de, fr, es, "pt-BR": ptBR, ja, ar };

/** Made once: each keeps the messages that it has parsed. */
const TRANSLATES = new Map<Locale, Translate>();

/** The language that this request is answered in. */
export const getLocale = cache(async (): Promise<Locale> => {
  // Once an action has set a cookie, the jar has it and the request's headers don't.
  const [jar, received] = [await cookies(), await headers()];
  return negotiateLocale({
    get: (name) => (name === "cookie" ? jar.toString() : received.get(name)),
  });
});

export async function getTranslate(): Promise<Translate> {
  const locale = await getLocale();
  const made = TRANSLATES.get(locale) ?? createTranslate(locale);
  TRANSLATES.set(locale, made);
  return made;
}

function createTranslate(locale: Locale) {
  // What arguments a message takes, the compiler reads from the English one; a test compares the rest.
  return createTranslator({ locale, messages: CATALOGUES[locale] as Messages });
}
