import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Plugin } from "rolldown";
import license, { type Dependency } from "rollup-plugin-license";

const OURS = /^@watchword\//;
/** The licences that let us pass a package on beside our own, as long as its notice comes along. */
const PASSED_ON = "(MIT OR ISC OR BSD-2-Clause OR BSD-3-Clause OR Apache-2.0 OR 0BSD)";

/** Which packages of others are in what is written, and under which licences. */
export interface ThirdParty {
  /** Looks at what a build writes. Fails it where a licence isn't one of those that we may pass on. */
  plugin: Plugin;
  /** Writes the notices of all that was found into a folder. */
  write(folder: string): Promise<void>;
}

/** One for all builds of the package. */
export function thirdParty(): ThirdParty {
  const notices = new Map<string, string>();
  return {
    // Rolldown calls the hooks of Rollup's plugins, but has types of its own for them.
    plugin: license({
      thirdParty: {
        multipleVersions: true,
        allow: { test: PASSED_ON, failOnUnlicensed: true, failOnViolation: true },
        output(dependencies) {
          for (const found of dependencies)
            if (!OURS.test(found.name ?? "")) notices.set(nameOf(found), noticeOf(found));
        },
      },
    }) as unknown as Plugin,
    async write(folder) {
      const sorted = [...notices].toSorted(([one], [other]) => one.localeCompare(other));
      const text = [HEAD, ...sorted.map(([, notice]) => notice)].join(`\n${"-".repeat(80)}\n\n`);
      await writeFile(path.join(folder, "THIRD-PARTY-LICENSES.txt"), text);
    },
  };
}

const HEAD = "The JavaScript of this package holds code of the following packages.\n";

const nameOf = ({ name, version }: Dependency): string => `${name} ${version}`;

function noticeOf(found: Dependency): string {
  const { license: id, licenseText, noticeText } = found;
  if (!licenseText) throw new Error(`${nameOf(found)} comes without the text of its licence.`);
  const texts = [licenseText, noticeText].filter((text) => text !== null);
  return [`${nameOf(found)} (${id})`, ...texts.map((text) => text.trim())].join("\n\n") + "\n";
}
