import path from "node:path";
import { MESSAGES } from "@watchword/emails/messages";
import { CATALOGUES } from "./src/catalogues/catalogues.ts";
import { readMessagesFolder } from "./src/catalogues/messages-folder.ts";

/*
 * `messages list` prints every message that `MESSAGES_DIR` may replace, in English. `messages check <folder>` prints
 * everything that is wrong with such a folder.
 */
const [command, folder] = process.argv.slice(2);

if (command === "list") list();
else if (command === "check" && folder) check(folder);
else fail(["Use `messages list`, or `messages check <folder>`."]);

function list(): void {
  process.stdout.write(
    `${JSON.stringify({ pages: CATALOGUES.en, mails: MESSAGES.en }, null, 2)}\n`,
  );
}

function check(given: string): void {
  const { problems } = readMessagesFolder(path.resolve(given));
  if (problems.length > 0) fail(problems);
  else process.stdout.write("Every message is right.\n");
}

function fail(problems: string[]): void {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exitCode = 1;
}
