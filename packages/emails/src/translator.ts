import { directionOf, type Locale } from "@watchword/db/locale";
import { createTranslator as createUseIntl } from "use-intl/core";
import type { Brand } from "./brand.ts";
import { MESSAGES, type Messages } from "./messages.ts";
import { overrideMessages, type Overrides } from "./overrides/overrides.ts";

type Translate = ReturnType<typeof createUseIntl<Messages>>;

export type MessageKey = Parameters<Translate>[0];

/** The arguments of a message. Other people's text must go through `foreign` first. */
export type MessageValues = Record<string, string | number>;

interface Language {
  locale: Locale;
  direction: "ltr" | "rtl";
  /** `20 November 2026 at 14:22 UTC`. */
  calendar: Intl.DateTimeFormat;
}

/** Translates the messages of mails into one language, for one product. */
export interface Translator extends Language {
  brand: Brand;
  /** A message in words; `{brand}` in it is the product's name. */
  t(key: MessageKey, values?: MessageValues): string;
}

/**
 * For languages in which `Intl` would choose otherwise: the day comes before the month, and digits are those of codes.
 */
const TAGS: Partial<Record<Locale, string>> = { en: "en-GB", ar: "ar-u-nu-latn" };

const CALENDAR = {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
  timeZoneName: "short",
} as const satisfies Intl.DateTimeFormatOptions;

type Loaded = Language & { translate: Translate };

/** Loaded languages by their overrides. */
const languages = new WeakMap<Overrides, Map<Locale, Loaded>>();

const NONE: Overrides = {};

export function createTranslator(
  locale: Locale,
  brand: Brand,
  overrides: Overrides = NONE,
): Translator {
  const loaded = languages.get(overrides) ?? new Map<Locale, Loaded>();
  languages.set(overrides, loaded);
  const { translate, ...language } = loaded.get(locale) ?? load(locale, overrides);
  loaded.set(locale, { translate, ...language });
  const name = isolate(brand.name, language.direction);
  return {
    ...language,
    brand,
    t: (key, values) => translate(key, { brand: name, ...values }),
  };
}

/**
 * Text that isn't in the mail's language, such as an address. From right to left it is set between marks that keep the
 * order of its characters and of those around it (Unicode UAX 9, 2.4).
 */
export function foreign({ direction }: Translator, text: string): string {
  return isolate(text, direction);
}

function isolate(text: string, direction: Translator["direction"]): string {
  return direction === "rtl" ? `\u2068${text}\u2069` : text;
}

/** Loads each language once, because parsing its messages takes longer than formatting them. */
function load(locale: Locale, overrides: Overrides): Loaded {
  const tag = TAGS[locale] ?? locale;
  return {
    locale,
    direction: directionOf(locale),
    calendar: new Intl.DateTimeFormat(tag, CALENDAR),
    translate: createUseIntl({
      locale: tag,
      messages: overrideMessages(MESSAGES[locale], overrides[locale]),
      timeZone: "UTC",
      onError: (error) => {
        throw error;
      },
    }),
  };
}
