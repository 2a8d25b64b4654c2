import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { OWN_MAILS } from "@watchword/emails/messages";
import { overrideAll, type Overrides } from "@watchword/emails/overrides";
import { readOverrides } from "@watchword/emails/read-overrides";
import { CATALOGUES } from "./catalogues.ts";

/** The words of pages and mails that differ from their catalogues. */
export interface Words {
  pages: Overrides;
  mails: Overrides;
}

/** The words of a deployment, and of the collections that have their own over them. */
export interface OwnWords extends Words {
  collections: Record<string, Words>;
}

interface Found<What> {
  words: What;
  /** Everything that is wrong, each problem with its file and key. */
  problems: string[];
}

const PARTS = {
  pages: { english: CATALOGUES.en, always: [] },
  mails: OWN_MAILS,
};
const COLLECTIONS = "collections";

/** The words of pages and mails in a folder, for all collections and for each of `collections/`. */
export function readMessagesFolder(folder: string): Found<OwnWords> {
  if (!existsSync(/* turbopackIgnore: true */ folder)) return nothing(`${folder} doesn't exist`);
  if (!statSync(/* turbopackIgnore: true */ folder).isDirectory())
    return nothing(`${folder} isn't a folder`);
  const { words, problems } = readWords(folder);
  const own = readCollections(path.join(/* turbopackIgnore: true */ folder, COLLECTIONS), words);
  return {
    words: { ...words, collections: own.words },
    problems: [...misplaced(folder, [COLLECTIONS]), ...problems, ...own.problems],
  };
}

const nothing = (problem: string): Found<OwnWords> => ({
  words: { pages: {}, mails: {}, collections: {} },
  problems: [problem],
});

function readWords(folder: string): Found<Words> {
  const pages = readOverrides(path.join(/* turbopackIgnore: true */ folder, "pages"), PARTS.pages);
  const mails = readOverrides(path.join(/* turbopackIgnore: true */ folder, "mails"), PARTS.mails);
  return {
    words: { pages: pages.overrides, mails: mails.overrides },
    problems: [
      ...pages.problems.map((problem) => `pages/${problem}`),
      ...mails.problems.map((problem) => `mails/${problem}`),
    ],
  };
}

/** The words of each collection, over those of all. */
function readCollections(folder: string, ofAll: Words): Found<Record<string, Words>> {
  if (!existsSync(/* turbopackIgnore: true */ folder)) return { words: {}, problems: [] };
  const found: Found<Record<string, Words>> = { words: {}, problems: [] };
  for (const entry of readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true })) {
    const { name } = entry;
    const at = `${COLLECTIONS}/${name}`;
    if (entry.isFile()) {
      found.problems.push(`${at}: isn't read; each collection has a folder of its name`);
      continue;
    }
    const own = path.join(/* turbopackIgnore: true */ folder, name);
    const { words, problems } = readWords(own);
    found.problems.push(...[...misplaced(own), ...problems].map((problem) => `${at}/${problem}`));
    found.words[name] = {
      pages: overrideAll(ofAll.pages, words.pages),
      mails: overrideAll(ofAll.mails, words.mails),
    };
  }
  return found;
}

function misplaced(folder: string, also: readonly string[] = []): string[] {
  return readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() || ![...Object.keys(PARTS), ...also].includes(entry.name))
    .map(({ name }) => `${name}: isn't read; messages are in the folders pages/ and mails/`);
}
