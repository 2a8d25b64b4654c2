import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "../../..");

/** A block of code that says which file it is: "```ts app/page.tsx". */
export interface DocumentedFile {
  name: string;
  text: string;
}

/** The files that a document shows, in its order. Throws for none. */
export async function documentedFiles(document: string): Promise<DocumentedFile[]> {
  const text = await readFile(path.join(ROOT, document), "utf8");
  const blocks = text.matchAll(/^```\w+ (\S+)\n([\s\S]*?)^```$/gm);
  const files = Array.from(blocks, ([, name = "", code = ""]) => ({ name, text: code }));
  if (files.length === 0) throw new Error(`${document} shows no file.`);
  return files;
}

/** Writes files as they are shown. */
export async function writeFiles(folder: string, files: readonly DocumentedFile[]): Promise<void> {
  for (const { name, text } of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** Lines that somebody types, without those that are blank or only say something. */
export function linesOf(files: readonly DocumentedFile[]): number {
  return files.flatMap(({ text }) => text.split("\n")).filter((line) => /^\s*(?!\/\/)\S/.test(line))
    .length;
}
