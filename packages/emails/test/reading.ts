import { LOCALES } from "@watchword/db/locale";
import type { Mail } from "@watchword/db/mail-queue";
import { STATES } from "../previews/states.ts";
import { defaultBrand } from "../src/brand.ts";
import { type RenderedMail, renderMail } from "../src/render.tsx";
import { createTranslator, type Translator } from "../src/translator.ts";

/** Every state of every kind in every language, by its name. */
export const everyMail: [name: string, mail: Mail][] = LOCALES.flatMap((locale) =>
  STATES.map(({ kind, name, mail }): [string, Mail] => [
    `${kind}, ${name}, ${locale}`,
    { ...mail, locale },
  ]),
);

const done = new WeakMap<Mail, Promise<RenderedMail>>();

/** As it goes out for Watchword; once for each mail. */
export function rendered(mail: Mail): Promise<RenderedMail> {
  const rendering = done.get(mail) ?? renderMail(mail, defaultBrand);
  done.set(mail, rendering);
  return rendering;
}

export function translatorOf({ locale }: Pick<Mail, "locale">): Translator {
  return createTranslator(locale, defaultBrand);
}

/** What a reader of each part sees. */
export async function partsOf(mail: Mail): Promise<[html: string, text: string]> {
  const { html, text } = await rendered(mail);
  return [wordsOf(html), text];
}

/** The words of a mail: one text node a line, without the preheader. */
export function wordsOf(html: string): string {
  return html
    .replace(/<(head|style).*?<\/\1>|<!--.*?-->|<div[^>]*data-skip-in-text.*?<\/div>/gs, "")
    .replace(/<[^>]+>/g, "\n")
    .replace(/&#x27;/g, "'")
    .replace(/\s*\n\s*/g, "\n");
}

/** Every address that a mail was given to point to. */
export function urlsOf(mail: Mail): string[] {
  return JSON.stringify(mail).match(/https:[^"]+/g) ?? [];
}

/** Where a mail's HTML leads. */
export function hrefsOf(html: string): string[] {
  return html.match(/(?<=<a [^>]*href=")[^"]+/g) ?? [];
}

/** The ends of all that a mail carries, as they are stored. */
export function expiriesOf(mail: Mail): Date[] {
  const ends = JSON.stringify(mail).match(/(?<="expiresAt":")[^"]+/g) ?? [];
  return ends.map((end) => new Date(end));
}
