import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DEFAULT_LOCALE, LOCALES } from "@watchword/db/locale";
import { STATES } from "./states.ts";

/**
 * Writes a file for each preview into `folder`, two levels below it: the preview server lists files,
 * and shows one mail for each. By language, then by kind; `branded` has another product's.
 */
export async function generatePreviews(folder: string): Promise<string[]> {
  await rm(folder, { recursive: true, force: true });
  const languages = LOCALES.map((locale) => ({ place: locale, locale, branded: false }));
  const other = { place: "branded", locale: DEFAULT_LOCALE, branded: true };
  const files = [...languages, other].flatMap(({ place, locale, branded }) =>
    STATES.map(({ kind, name }) => ({
      path: join(folder, place, kind, `${kebab(name)}.tsx`),
      call: `preview("${locale}", "${kind}", "${name}", ${branded})`,
    })),
  );
  for (const { path, call } of files) {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(
      path,
      `import { preview } from "../../../mail-preview.tsx";\nexport default ${call};\n`,
    );
  }
  return files.map(({ path }) => path);
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

if (import.meta.main) await generatePreviews(join(import.meta.dirname, "generated"));
