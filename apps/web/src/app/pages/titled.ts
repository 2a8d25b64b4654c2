import "server-only";
import type { Metadata } from "next";
import { getVisitor } from "../../caller/caller.ts";
import { getTranslate, type PlainKey } from "../../language/translations.ts";
import { isOutage } from "./outage.tsx";

/** The metadata of a page whose title is always the same message. */
export function titled(key: PlainKey) {
  return async (): Promise<Metadata> => ({ title: (await getTranslate())(key) });
}

/** The metadata of a page that looks up its visitor, and so reports an outage. */
export function titledForVisitor(key: PlainKey) {
  return () =>
    loadTitle(async () => {
      await getVisitor();
      return (await getTranslate())(key);
    }, key);
}

/** The metadata of a page whose title is what `load` finds; `otherwise` if something other than an outage is wrong. */
export async function loadTitle(
  load: () => Promise<string>,
  otherwise: PlainKey,
): Promise<Metadata> {
  try {
    return { title: await load() };
  } catch (error) {
    return titled(isOutage(error) ? "error.outage" : otherwise)();
  }
}
