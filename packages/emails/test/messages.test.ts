import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { DEFAULT_LOCALE, LOCALES } from "@watchword/db/locale";
import { describe, expect, test } from "vitest";
import { MESSAGES } from "../src/messages.ts";

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = ""): [key: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flatten(value, `${path}${key}.`),
  );
}

function argumentsOf(elements: MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    const inside = "options" in element ? Object.values(element.options) : [];
    return [element.value, ...inside.flatMap(({ value }) => argumentsOf(value))];
  });
}

const english = flatten(MESSAGES[DEFAULT_LOCALE]);

describe.each(LOCALES)("the catalogue %s", (locale) => {
  const messages = flatten(MESSAGES[locale]);

  test("has every message and no other, in the same order", () => {
    expect(messages.map(([key]) => key)).toEqual(english.map(([key]) => key));
  });

  test("takes the same arguments as the English one", () => {
    for (const [index, [key, message]] of messages.entries()) {
      const [ours, theirs] = [message, english[index]?.[1] ?? ""].map((text) =>
        [...new Set(argumentsOf(parse(text)))].toSorted(),
      );
      expect(ours, key).toEqual(theirs);
    }
  });

  test("has every plural form that its language needs", () => {
    const rules = new Intl.PluralRules(locale);
    const needed = new Set(Array.from({ length: 1_000 }, (_, count) => rules.select(count)));
    const plurals = messages.flatMap(([key, message]) =>
      parse(message).flatMap((element) => (element.type === TYPE.plural ? [{ key, element }] : [])),
    );
    expect(plurals.length).toBeGreaterThan(0);
    for (const { key, element } of plurals) {
      expect(Object.keys(element.options), key).toEqual(expect.arrayContaining([...needed]));
    }
  });

  test("names no product, because only the brand does", () => {
    for (const [key, message] of messages) expect(message, key).not.toMatch(/watchword/i);
  });

  test("uses typographic quotes, apostrophes and spaces", () => {
    for (const [key, message] of messages) {
      // A straight apostrophe would also quote what follows it, in ICU's format.
      expect(message, key).not.toMatch(/['"]|\.\.\.| {2}|^\s|\s$|^$/);
      if (locale === "fr") expect(message, key).not.toMatch(/[^\u00a0\d][:;?!](\s|$)/);
    }
  });
});

const translated = LOCALES.filter((locale) => locale !== DEFAULT_LOCALE);

test.each(translated)("the catalogue %s says nothing in English", (locale) => {
  const wordsOf = (message: string) => message.replace(/\{.*\}/, "").match(/\p{L}+/gu) ?? [];
  const same = flatten(MESSAGES[locale]).filter(
    ([, message], index) => message === english[index]?.[1],
  );
  expect(same.filter(([, message]) => wordsOf(message).length > 1)).toEqual([]);
});
