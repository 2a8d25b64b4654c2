import "server-only";
import type { Metadata } from "next";
import { getTranslate, type PlainKey } from "../translations.ts";

/** The metadata of a page whose title is always the same message. */
export function titled(key: PlainKey) {
  return async (): Promise<Metadata> => ({ title: (await getTranslate())(key) });
}
