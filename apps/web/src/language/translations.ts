import "server-only";
import type { Locale } from "@watchword/db/locale";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { overrideMessages, type Overrides } from "@watchword/emails/overrides";
import { createTranslator } from "use-intl/core";
import { CATALOGUES, type Messages } from "../catalogues/catalogues.ts";
import { getConfig } from "../environment/config.ts";
import { getProduct } from "../products/get-product.ts";
import { dateLocale, negotiateLocale } from "./locale.ts";

/** Translates a message into the visitor's language; `t.rich` if it contains links or other elements. */
export type Translate = ReturnType<typeof createTranslate>;

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

/** Made once for a collection's words in a language: each keeps the messages that it has parsed. */
const TRANSLATES = new Map<string, Translate>();

/** The language that this request is answered in. */
export const getLocale = cache(async (): Promise<Locale> => {
  // A cookie that an action has just set is in the jar, but not in the request's headers.
  const [jar, received] = [await cookies(), await headers()];
  const asked = {
    get: (name: string) => (name === "cookie" ? jar.toString() : received.get(name)),
  };
  return negotiateLocale(asked, getConfig().locales);
});

/** How this request's answer writes dates and times: its language, with the visitor's region. */
export const getDateLocale = cache(async () => dateLocale(await headers(), await getLocale()));

export async function getTranslate(): Promise<Translate> {
  const locale = await getLocale();
  const { collection, words } = await getProduct();
  const key = `${collection} ${locale}`;
  const made = TRANSLATES.get(key) ?? createTranslate(locale, words.pages);
  TRANSLATES.set(key, made);
  return made;
}

function createTranslate(locale: Locale, words: Overrides) {
  // The compiler reads the arguments of a message from the English one; a test compares the others.
  const messages = overrideMessages(CATALOGUES[locale] as Messages, words[locale]);
  return createTranslator({ locale, messages });
}
