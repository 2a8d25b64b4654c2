import { expect, test } from "vitest";
import { adjectives } from "../src/phrase/adjectives.ts";
import { nouns } from "../src/phrase/nouns.ts";
import { createPhrase } from "../src/phrase/phrase.ts";

const lists = [
  ["adjectives", adjectives],
  ["nouns", nouns],
] as const;

/** Words that look harmless alone and are not in every pair, or not in every country. */
const DENIED = `
  arab ass balls banana bare beaver bitch black blind blonde bone brown bum butt chink clam cock
  colour coon crack cross cum dead dick dirty drunk dumb dyke fag fat flag gay gray grey gun hard
  holy horny hot jew junk kitten knife lame loose melon moist naked nude nuts old oral oriental
  peach pecker pink pussy queer rape red rod screw sexy shaft slave slope slut snatch stiff stupid
  swallow sword thong tight tit tool trump ugly weapon weed wet white wood yellow
`
  .trim()
  .split(/\s+/);

test.each(lists)("there are 512 different %s, sorted", (_, words) => {
  expect(words).toHaveLength(512);
  expect(new Set(words).size).toBe(512);
  expect(words).toEqual(words.toSorted());
});

test.each(lists)("the %s are short and of plain letters", (_, words) => {
  expect(words.filter((word) => !/^[a-z]{3,8}$/.test(word))).toEqual([]);
});

test.each(lists)("no two of the %s differ by one letter", (_, words) => {
  const ownerOf = new Map<string, string>();
  const alike: string[][] = [];
  for (const word of words) {
    for (const blurred of blur(word)) {
      const owner = ownerOf.get(blurred) ?? word;
      if (owner !== word) alike.push([owner, word]);
      ownerOf.set(blurred, owner);
    }
  }
  expect(alike).toEqual([]);
});

test("no word is in both lists", () => {
  expect(adjectives.filter((word) => nouns.includes(word))).toEqual([]);
});

test("a phrase has at least 16 bits", () => {
  expect(Math.log2(adjectives.length * nouns.length)).toBeGreaterThanOrEqual(16);
});

test.each(lists)("none of the %s can embarrass anyone", (_, words) => {
  expect(words.filter((word) => DENIED.includes(word))).toEqual([]);
});

test("a phrase is an adjective and a noun", () => {
  const [adjective = "", noun = "", ...rest] = createPhrase().split(" ");
  expect(adjectives).toContain(adjective);
  expect(nouns).toContain(noun);
  expect(rest).toEqual([]);
});

test("10,000 phrases use both lists evenly", () => {
  const phrases = Array.from({ length: 10_000 }, () => createPhrase().split(" "));
  for (const [position, [, words]] of lists.entries()) {
    const drawn = phrases.map((phrase) => phrase[position] ?? "");
    // 511 degrees of freedom: mean 511, standard deviation 32. Seven deviations never flake.
    expect(chiSquare(words, drawn)).toBeLessThan(511 + 7 * 32);
  }
});

/** The word with each letter in turn left out and replaced by a blank, and with a blank between. */
function blur(word: string): string[] {
  const places = Array.from({ length: word.length + 1 }, (_, at) => at);
  return places.flatMap((at) => [
    `${word.slice(0, at)}_${word.slice(at)}`,
    `${word.slice(0, at)}_${word.slice(at + 1)}`,
  ]);
}

function chiSquare(words: readonly string[], drawn: string[]): number {
  const expected = drawn.length / words.length;
  const counts = new Map<string, number>();
  for (const word of drawn) counts.set(word, (counts.get(word) ?? 0) + 1);
  return words.reduce((sum, word) => sum + ((counts.get(word) ?? 0) - expected) ** 2 / expected, 0);
}
