import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { OWN_MAILS } from "@watchword/emails/messages";
import type { Overrides } from "@watchword/emails/overrides";
import { readOverrides } from "@watchword/emails/read-overrides";
import { CATALOGUES } from "./catalogues.ts";

/** What pages and mails say otherwise than their catalogues. */
export interface OwnWords {
  pages: Overrides;
  mails: Overrides;
}

const PARTS = {
  pages: { english: CATALOGUES.en, always: [] },
  mails: OWN_MAILS,
};

/** What a folder has pages and mails say, and all that is wrong with it, each with its file and key. */
export function readMessagesFolder(folder: string): {
  overrides: OwnWords;
  problems: string[];
} {
  const pages = readOverrides(path.join(/* turbopackIgnore: true */ folder, "pages"), PARTS.pages);
  const mails = readOverrides(path.join(/* turbopackIgnore: true */ folder, "mails"), PARTS.mails);
  return {
    overrides: { pages: pages.overrides, mails: mails.overrides },
    problems: [
      ...misplaced(folder),
      ...pages.problems.map((problem) => `pages/${problem}`),
      ...mails.problems.map((problem) => `mails/${problem}`),
    ],
  };
}

function misplaced(folder: string): string[] {
  if (!existsSync(/* turbopackIgnore: true */ folder)) return [`${folder} doesn't exist`];
  if (!statSync(/* turbopackIgnore: true */ folder).isDirectory())
    return [`${folder} is no folder`];
  return readdirSync(/* turbopackIgnore: true */ folder, { withFileTypes: true })
    .filter((entry) => !Object.hasOwn(PARTS, entry.name) || entry.isFile())
    .map(({ name }) => `${name}: isn't read; messages are in the folders pages/ and mails/`);
}
