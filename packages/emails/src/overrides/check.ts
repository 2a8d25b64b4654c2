import { type MessageFormatElement, parse, TYPE } from "@formatjs/icu-messageformat-parser";
import type { Locale } from "@watchword/db/locale";
import { flattenMessages, type MessageTree } from "./overrides.ts";

/** Counts that differ in every language's grammar. */
const COUNTS = Array.from({ length: 1_000 }, (_, count) => count);

interface Arguments {
  /** `code`, `<link>`. */
  names: Set<string>;
  /** Those that a message writes or counts as a number. */
  numbers: Set<string>;
  plurals: string[][];
  /** Formats that none of our messages uses, such as `{when, date}`. */
  others: string[];
}

/**
 * What is wrong with `override`, each problem with its key. It contains messages of `english` in another language or in
 * other words. Every message may use the arguments in `always`.
 */
export function findProblems(
  override: MessageTree,
  { english, locale, always }: { english: MessageTree; locale: Locale; always: readonly string[] },
): string[] {
  const known = new Map(flattenMessages(english));
  const empty = emptyGroups(override).filter((key) => known.has(key));
  return [
    ...empty.map((key) => `${key}: isn't a message`),
    ...messageProblems(override, known, { locale, always }),
  ];
}

/** The keys of empty objects. */
function emptyGroups(tree: MessageTree, path = ""): string[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    if (typeof value === "string") return [];
    const isEmpty = Object.keys(value).length === 0;
    return isEmpty ? [path + key] : emptyGroups(value, `${path}${key}.`);
  });
}

function messageProblems(
  override: MessageTree,
  known: ReadonlyMap<string, string>,
  { locale, always }: { locale: Locale; always: readonly string[] },
): string[] {
  return flattenMessages(override).flatMap(([key, message]) => {
    const original = known.get(key);
    if (original === undefined) return [`${key}: there is no such message`];
    return problemsOf(message, original, { locale, always }).map((problem) => `${key}: ${problem}`);
  });
}

function problemsOf(
  message: string,
  original: string,
  { locale, always }: { locale: Locale; always: readonly string[] },
): string[] {
  if (message.trim() === "") return ["is empty"];
  let given: Arguments;
  try {
    given = argumentsOf(message);
  } catch (error) {
    return [`isn't a valid ICU message: ${error instanceof Error ? error.message : String(error)}`];
  }
  const expected = argumentsOf(original);
  const allowed = new Set([...expected.names, ...always]);
  const unknown = [...given.names].filter((name) => !allowed.has(name));
  const missing = [...expected.names].filter(
    (name) => !given.names.has(name) && !always.includes(name),
  );
  const texts = [...given.numbers].filter(
    (name) => allowed.has(name) && !expected.numbers.has(name),
  );
  return [
    ...unknown.map((name) => `takes no ${written(name)}`),
    ...missing.map((name) => `needs ${written(name)}`),
    ...texts.map((name) => `${written(name)} isn't a number`),
    ...given.others.map((name) => `${written(name)} has a form that isn't supported`),
    ...given.plurals.flatMap((forms) => missingForms(forms, locale)),
  ];
}

/** Formats that none of our messages uses. */
const OTHERS: ReadonlySet<TYPE> = new Set([TYPE.select, TYPE.date, TYPE.time]);

function missingForms(forms: string[], locale: Locale): string[] {
  const rules = new Intl.PluralRules(locale);
  const needed = new Set(COUNTS.map((count) => rules.select(count)));
  const missing = [...needed].filter((form) => !forms.includes(form));
  return missing.length === 0 ? [] : [`a plural lacks the form ${missing.join(", ")}`];
}

function argumentsOf(message: string): Arguments {
  const found: Arguments = { names: new Set(), numbers: new Set(), plurals: [], others: [] };
  collect(parse(message, { requiresOtherClause: true }), found);
  return found;
}

function collect(elements: MessageFormatElement[], found: Arguments): void {
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue;
    const name = element.type === TYPE.tag ? `<${element.value}>` : element.value;
    found.names.add(name);
    if (element.type === TYPE.number || element.type === TYPE.plural) found.numbers.add(name);
    if (element.type === TYPE.tag) collect(element.children, found);
    if (element.type === TYPE.plural) {
      found.plurals.push(Object.keys(element.options));
      for (const { value } of Object.values(element.options)) collect(value, found);
    }
    const isStyled = element.type === TYPE.number && Boolean(element.style);
    if (isStyled || OTHERS.has(element.type)) found.others.push(name);
  }
}

function written(name: string): string {
  return name.startsWith("<") ? name : `{${name}}`;
}
