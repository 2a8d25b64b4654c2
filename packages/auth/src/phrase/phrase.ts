import { randomInt } from "node:crypto";
import { adjectives } from "./adjectives.ts";
import { nouns } from "./nouns.ts";

/**
 * Two random words from our own lists (18 bits), which people compare and never type: the mail shows the same words as
 * the page.
 */
export function createPhrase(): string {
  return `${pick(adjectives)} ${pick(nouns)}`;
}

function pick(words: readonly string[]) {
  return words[randomInt(words.length)];
}
