import { LOCALES } from "@watchword/db/locale";
import { dictionary } from "@zxcvbn-ts/language-common";

/** In every language that we have. */
const SEASONS =
  "spring summer autumn fall winter frühling frühjahr sommer herbst primavera verano otoño invierno verão outono " +
  "inverno printemps été automne hiver 春 夏 秋 冬 الربيع الصيف الخريف الشتاء";

/** What people and programs try first, folded: known passwords, months, weekdays and seasons. */
const known: ReadonlySet<string> = new Set([
  ...dictionary["passwords-common"],
  ...LOCALES.flatMap(calendarWords),
  ...SEASONS.split(" "),
]);

/** A year, a sign and one more character. */
const MAX_DECORATION = 6;
const MAX_RUNS = 3;

/** Keys beside and below each other, on the keyboards of English, German and French. */
const KEYS =
  "1234567890 qwertyuiop asdfghjkl zxcvbnm qwertzuiop yxcvbnm azertyuiop qsdfghjklm wxcvbn 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm";

const LETTER_FOR: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

/** Whether a folded password is one of those that are tried first. */
export function isKnown(folded: string): boolean {
  return known.has(folded) || new Set(folded).size < 3;
}

/**
 * Whether a folded password is made as people make them when a rule asks for digits and signs: from a known word with a
 * few of them around it or in place of letters, or from a few runs along the alphabet or a keyboard.
 */
export function isPredictable(folded: string): boolean {
  return isDecoratedWord(folded) || countRuns(folded) <= MAX_RUNS;
}

function isDecoratedWord(folded: string): boolean {
  const front = folded.replace(/\P{L}+$/u, "");
  const word = front.replace(/^\P{L}+/u, "");
  if (word.length < 3 || folded.length - word.length > MAX_DECORATION) return false;
  return known.has(word) || known.has(readable(word)) || known.has(readable(front));
}

function readable(text: string): string {
  return text.replace(/[@$!\d]/g, (sign) => LETTER_FOR[sign] ?? sign);
}

/** Counts the stretches in which each character repeats the one before it or is its neighbour. */
function countRuns(text: string): number {
  const characters = [...text];
  const starts = characters.filter((character, index) => {
    const before = characters[index - 1];
    return before === undefined || !areNeighbours(before, character);
  });
  return starts.length;
}

function areNeighbours(one: string, other: string): boolean {
  const distance = (one.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  return Math.abs(distance) <= 1 || KEYS.includes(one + other) || KEYS.includes(other + one);
}

function calendarWords(locale: string): string[] {
  const months = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return [
    ...Array.from({ length: 12 }, (_, month) => months.format(Date.UTC(2026, month, 1))),
    ...Array.from({ length: 7 }, (_, day) => weekdays.format(Date.UTC(2026, 0, 1 + day))),
  ].map((name) => name.normalize("NFC").toLowerCase());
}
