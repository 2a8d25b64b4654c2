import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { isLocale, LOCALES } from "@watchword/db/locale";
import { z } from "zod";
import { findProblems } from "./check.ts";
import type { MessageTree, Overrides } from "./overrides.ts";

const messageTree: z.ZodType<MessageTree> = z.record(
  z.string(),
  z.union([z.string(), z.lazy(() => messageTree)]),
);

interface Catalogue {
  english: MessageTree;
  /** Arguments that each message may take. */
  always: readonly string[];
}

/**
 * Reads the `<language>.json` files of a folder, and reports everything that is wrong with them. Files that don't exist
 * override nothing.
 */
export function readOverrides(
  folder: string,
  catalogue: Catalogue,
): { overrides: Overrides; problems: string[] } {
  const overrides: Overrides = {};
  const problems = listFiles(folder).flatMap((name) => {
    const locale = name.replace(/\.json$/, "");
    if (!name.endsWith(".json") || !isLocale(locale))
      return [`${name}: isn't named after a language: ${LOCALES.join(", ")}, and .json`];
    const tree = readTree(path.join(/* turbopackIgnore: true */ folder, name));
    if (typeof tree === "string") return [`${name}: ${tree}`];
    overrides[locale] = tree;
    return findProblems(tree, { ...catalogue, locale }).map((problem) => `${name}: ${problem}`);
  });
  return { overrides, problems };
}

function listFiles(folder: string): string[] {
  try {
    return readdirSync(/* turbopackIgnore: true */ folder).toSorted();
  } catch (error) {
    // A file in place of the folder is reported when the parent folder is read.
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

/** A file's tree, or what is wrong with it. */
function readTree(file: string): MessageTree | string {
  let text: string;
  try {
    text = readFileSync(/* turbopackIgnore: true */ file, "utf8");
  } catch (error) {
    return `can't be read: ${wordsOf(error)}`;
  }
  try {
    const parsed = messageTree.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : "isn't an object of messages";
  } catch (error) {
    return `isn't JSON: ${wordsOf(error)}`;
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
