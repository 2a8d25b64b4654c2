import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import { LOCALES } from "@watchword/db/locale";
import { describe, expect, it } from "vitest";

const WEB = path.resolve(import.meta.dirname, "..");

type Messages = Map<string, string>;

function messagesIn(locale: string): Messages {
  const text = readFileSync(path.join(WEB, `messages/${locale}.json`), "utf8");
  const parts = Object.entries(JSON.parse(text) as Record<string, Record<string, string>>);
  return new Map(
    parts.flatMap(([part, messages]) =>
      Object.entries(messages).map(([key, message]) => [`${part}.${key}`, message] as const),
    ),
  );
}

const english = messagesIn("en");

/** Everything in a message, however deep. */
function elementsOf(elements: MessageFormatElement[]): MessageFormatElement[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.tag) return [element, ...elementsOf(element.children)];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element];
    const branches = Object.values(element.options).flatMap(({ value }) => elementsOf(value));
    return [element, ...branches];
  });
}

/** What a message is given: `digits: number`, `email`, `<link>`. */
function argumentsOf(message: string): string[] {
  const given = elementsOf(parse(message)).flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type === TYPE.tag) return [`<${element.value}>`];
    const isNumber = element.type === TYPE.number || element.type === TYPE.plural;
    return [isNumber ? `${element.value}: number` : element.value];
  });
  return [...new Set(given)].toSorted();
}

describe.each(LOCALES.filter((locale) => locale !== "en"))("the catalogue in %s", (locale) => {
  const messages = messagesIn(locale);

  it("has every message, and no other", () => {
    expect([...messages.keys()].toSorted()).toEqual([...english.keys()].toSorted());
  });

  it("takes the same arguments in each", () => {
    for (const [key, message] of english) {
      expect(argumentsOf(messages.get(key) ?? ""), key).toEqual(argumentsOf(message));
    }
  });

  it("has a form for every number, as its grammar counts", () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    for (const [key, message] of messages) {
      for (const element of elementsOf(parse(message))) {
        if (element.type !== TYPE.plural) continue;
        expect(Object.keys(element.options).toSorted(), key).toEqual(forms);
      }
    }
  });

  it("leaves no sentence in English", () => {
    const same = [...messages].filter(
      ([key, message]) => message === english.get(key) && /\p{L}+ \p{L}+/u.test(message),
    );
    expect(same).toEqual([]);
  });
});

it.each(LOCALES)("the catalogue in %s names no product, because only the brand does", (locale) => {
  const naming = [...messagesIn(locale)].filter(([, message]) => /watchword/i.test(message));
  expect(naming).toEqual([]);
});

describe("the English catalogue", () => {
  it("has no message that nothing says", () => {
    const source = globSync("src/**/*.{ts,tsx}", { cwd: WEB })
      .map((file) => readFileSync(path.join(WEB, file), "utf8"))
      .join("\n");
    const said = new Set(source.match(/(?<=")[a-z-]+\.[a-z-]+(?=")/g));
    const patterns = Array.from(
      source.matchAll(/`([a-z-]+\.[^`\s]*\$\{[^`]*)`/g),
      ([, template = ""]) => new RegExp(`^${template.replace(/\$\{[^}]*\}/g, "[a-z-]+")}$`),
    );
    const unsaid = [...english.keys()].filter(
      (key) => !said.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unsaid).toEqual([]);
  });
});
