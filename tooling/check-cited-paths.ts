import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Every path that a document names in backquotes or links to must exist, and so must the heading that a link
 * names after `#`. Globs and `<…>` are words, and superseded decisions tell of files that are gone.
 */
const ROOT = path.resolve(import.meta.dirname, "..");
const TOP = /^(apps|packages|examples|bench|docs|tooling|\.ci|\.github)\/|^[A-Z]+\.md$/;

const documents = execFileSync(
  "git",
  ["ls-files", "--cached", "--others", "--exclude-standard", "*.md"],
  {
    cwd: ROOT,
    encoding: "utf8",
  },
)
  .split("\n")
  .filter(Boolean);

const broken = documents.flatMap((document) => {
  const text = readFileSync(path.join(ROOT, document), "utf8");
  if (/^Superseded by /m.test(text)) return [];
  const missing = citedPaths(text)
    .filter(({ from, target }) => {
      const base = from === "link" ? path.dirname(document) : ".";
      return !existsSync(path.join(ROOT, base, target));
    })
    .map(({ target }) => target);
  return [...missing, ...missingHeadings(document, text)].map(
    (target) => `${document}: ${target} does not exist`,
  );
});

/** Links to a heading, of this document or another, that isn't there. */
function missingHeadings(document: string, text: string): string[] {
  const links = text.matchAll(/\]\((?!https?:|mailto:)([^)#\s]*\.md)?#([^)\s]+)\)/g);
  return Array.from(links, ([, other = "", heading = ""]) => ({ other, heading }))
    .filter(({ other, heading }) => {
      const file = path.join(ROOT, other ? path.join(path.dirname(document), other) : document);
      return existsSync(file) && !headingsOf(readFileSync(file, "utf8")).has(heading);
    })
    .map(({ other, heading }) => `${other}#${heading}`);
}

/** The headings of a document, as GitHub names them in links. */
function headingsOf(text: string): Set<string> {
  const headings = Array.from(text.matchAll(/^#+ (.+)$/gm), ([, words = ""]) => words);
  return new Set(
    headings.map((words) =>
      words
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
}

function citedPaths(text: string): { from: "link" | "words"; target: string }[] {
  const links = Array.from(
    text.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g),
    ([, target = ""]) => ({
      from: "link" as const,
      target,
    }),
  );
  const images = Array.from(
    text.matchAll(/(?:src|srcset|href)="(?!https?:|#)([^"#\s]+)"/g),
    ([, target = ""]) => ({
      from: "link" as const,
      target,
    }),
  );
  const words = Array.from(text.matchAll(/`([^`\s]+)`/g), ([, target = ""]) => ({
    from: "words" as const,
    target,
  }));
  return [
    ...links,
    ...images,
    ...words.filter(({ target }) => TOP.test(target) && !/[*<>{}…]/.test(target)),
  ];
}

if (broken.length > 0) {
  console.error(broken.join("\n"));
  process.exit(1);
}
