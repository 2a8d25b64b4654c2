import type { Locale } from "@watchword/db/locale";

/** Messages by their keys, nested as in a catalogue. */
export interface MessageTree {
  [key: string]: string | MessageTree;
}

/** What a deployment says in its own words: for some languages, some messages. */
export type Overrides = Partial<Record<Locale, MessageTree>>;

/** `catalogue`, with the messages of `override` replacing its own. */
export function overrideMessages<Messages extends object>(
  catalogue: Messages,
  override: MessageTree | undefined,
): Messages {
  if (!override) return catalogue;
  const merged: MessageTree = { ...(catalogue as MessageTree) };
  for (const [key, value] of Object.entries(override)) {
    const own = merged[key];
    merged[key] =
      typeof value === "object" && typeof own === "object" ? overrideMessages(own, value) : value;
  }
  return merged as Messages;
}

/** `overrides`, with the messages of `own` replacing theirs. */
export function overrideAll(overrides: Overrides, own: Overrides): Overrides {
  const locales = Object.keys({ ...overrides, ...own }) as Locale[];
  return Object.fromEntries(
    locales.map((locale) => [locale, overrideMessages(overrides[locale] ?? {}, own[locale])]),
  );
}

/** Every message of a tree, by its whole key: `sign-in.lead`. */
export function flattenMessages(tree: MessageTree, path = ""): [key: string, message: string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : flattenMessages(value, `${path}${key}.`),
  );
}
