import { randomInt } from "node:crypto";
import { adjectives } from "./adjectives.ts";
import { nouns } from "./nouns.ts";

/**
 * Two words from lists of our own, 18 bits, to compare and never to type: what a mail shows is
 * what the page shows. Source: CSPRNG.
 */
export function createPhrase(): string {
  return `${pick(adjectives)} ${pick(nouns)}`;
}

function pick(words: readonly string[]) {
  return words[randomInt(words.length)];
}
