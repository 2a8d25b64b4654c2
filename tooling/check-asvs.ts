import { readFileSync } from "node:fs";
import path from "node:path";

/** Every row of docs/security/asvs.md has its status and what shows it, and the figures at its head are true. */
const file = path.resolve(import.meta.dirname, "../docs/security/asvs.md");
const text = readFileSync(file, "utf8");
const problems: string[] = [];

const rows = Array.from(
  text.matchAll(/^\| (\d+\.\d+\.\d+) +\| (\d) +\| (.+?) +\| (.+?) +\| ?(.*?) *\|$/gm),
  ([, id = "", , , status = "", shown = ""]) => ({ id, status, shown }),
);
const headings = new Set(
  Array.from(text.matchAll(/^### (.+)$/gm), ([, words = ""]) =>
    words
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  ),
);
const STATUSES = new Set(["met", "deviation", "not applicable", "operator's"]);

const count = (status: string) => rows.filter((row) => row.status === status).length;
const told = /Of (\d+) requirements (\d+) are met, (\d+) don't apply, (\d+) are/.exec(
  text.replaceAll("\n", " "),
);
const figures = [rows.length, count("met"), count("not applicable"), count("operator's")];
if (told?.slice(1).join() !== figures.join())
  problems.push(`its head says ${told?.slice(1).join()}, and its rows come to ${figures.join()}.`);
if (new Set(rows.map(({ id }) => id)).size !== rows.length) problems.push("a row is there twice.");

for (const { id, status, shown } of rows) {
  if (!STATUSES.has(status)) problems.push(`${id} has the status ${status}.`);
  if (status === "deviation" && !shown.includes("](#")) problems.push(`${id} has no reason.`);
  for (const [, anchor = ""] of shown.matchAll(/\]\(#([^)]+)\)/g))
    if (!headings.has(anchor)) problems.push(`${id} leads to #${anchor}, which isn't there.`);
}

if (problems.length > 0) {
  console.error(problems.map((problem) => `docs/security/asvs.md: ${problem}`).join("\n"));
  process.exit(1);
}
