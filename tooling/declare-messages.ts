import { readFileSync, writeFileSync } from "node:fs";

/**
 * Writes the declaration of a message catalogue beside it, with each message's own words as its type:
 * so a message's arguments are checked where it is used. `node tooling/declare-messages.ts <en.json>`.
 */
const catalogue = process.argv[2] ?? "";
const messages = readFileSync(catalogue, "utf8").trim();

writeFileSync(
  catalogue.replace(/\.json$/, ".d.json.ts"),
  `declare const messages: ${messages};\nexport default messages;\n`,
);
