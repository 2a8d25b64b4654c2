import { type Locale, LOCALES } from "@watchword/db/locale";
import { THIS_MACHINE } from "@watchword/db/mail-queue";
import { expect, test } from "vitest";
import { device, lifetime, moment, place } from "../src/words.ts";
import { translatorOf } from "./reading.ts";

const now = new Date("2026-11-20T14:22:00Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const english = translatorOf({ locale: "en" });

test.each([
  [600, "for 10 minutes"],
  [571, "for 10 minutes"],
  [569, "for 9 minutes"],
  [60, "for 1 minute"],
  [20, "for less than a minute"],
  [3600, "for 60 minutes"],
  [7200, "for 2 hours"],
  [9000, "for 2 hours and 30 minutes"],
  [86_400, "for 24 hours, until 21 November 2026 at 14:22 UTC"],
  [90_060, "for 25 hours and 1 minute, until 21 November 2026 at 15:23 UTC"],
  [172_800, "for 2 days, until 22 November 2026 at 14:22 UTC"],
  [604_200, "for 7 days, until 27 November 2026 at 14:12 UTC"],
  [604_797, "for 7 days, until 27 November 2026 at 14:21 UTC"],
  [604_800, "for 7 days, until 27 November 2026 at 14:22 UTC"],
  [518_400 + 3600, "for 6 days and 1 hour, until 26 November 2026 at 15:22 UTC"],
  [7_776_000, "for 90 days, until 18 February 2027 at 14:22 UTC"],
])("%i seconds are left %s", (seconds, words) => {
  expect(lifetime(english, inSeconds(seconds), now)).toBe(words);
});

const elsewhere: [Locale, [seconds: number, words: string][]][] = [
  [
    "de",
    [
      [60, "für 1 Minute"],
      [9000, "für 2 Stunden und 30 Minuten"],
      [604_800, "für 7 Tage, bis zum 27. November 2026 um 14:22 UTC"],
    ],
  ],
  [
    "fr",
    [
      [60, "pendant 1 minute"],
      [604_800, "pendant 7 jours, jusqu’au 27 novembre 2026 à 14:22 UTC"],
    ],
  ],
  [
    "es",
    [
      [600, "durante 10 minutos"],
      [604_800, "durante 7 días, hasta el 27 de noviembre de 2026 a las 14:22 UTC"],
    ],
  ],
  [
    "pt-BR",
    [
      [600, "por 10 minutos"],
      [604_800, "por 7 dias, até 27 de novembro de 2026 às 14:22 UTC"],
    ],
  ],
  [
    "ja",
    [
      [600, "送信から 10 分"],
      [9000, "送信から 2 時間 30 分"],
      [604_800, "2026年11月27日 14:22 UTCまで（送信から 7 日）"],
    ],
  ],
  [
    "ar",
    [
      [20, "لمدة أقل من دقيقة"],
      [60, "لمدة دقيقة واحدة"],
      [120, "لمدة دقيقتين"],
      [300, "لمدة 5 دقائق"],
      [660, "لمدة 11 دقيقة"],
      [6000, "لمدة 100 دقيقة"],
      [7320, "لمدة ساعتين ودقيقتين"],
      [604_800, "لمدة 7 أيام، حتى 27 نوفمبر 2026 في 14:22 UTC"],
    ],
  ],
];

test.each(elsewhere.flatMap(([locale, lines]) => lines.map((line) => [locale, ...line] as const)))(
  "in %s %i seconds are left %s",
  (locale, seconds, words) => {
    expect(lifetime(translatorOf({ locale }), inSeconds(seconds), now)).toBe(words);
  },
);

test.each(LOCALES)(
  "in %s a lifetime of half a day or more ends at the stored minute, and a shorter one names no time",
  (locale) => {
    const translator = translatorOf({ locale });
    for (let minutes = 0; minutes < 10 * 24 * 60; minutes += 37) {
      const end = inSeconds(minutes * 60);
      const words = lifetime(translator, end, now);
      if (minutes >= 720) expect(words).toContain(moment(translator, end));
      else expect(words).not.toContain("UTC");
    }
  },
);

test.each([
  ["Firefox", "macOS", "Firefox on macOS"],
  ["Samsung Internet for Android", "Android", "Samsung Internet for Android"],
  ["Firefox", null, "Firefox"],
  [null, "Linux", "A browser on Linux"],
  [null, null, "Unknown"],
  ["evil.example", "macOS", "A browser on macOS"],
  ["Firefox", "please call this number at once", "Firefox"],
])("browser %s and system %s read %s", (browser, os, words) => {
  expect(device(english, { browser, os, place: null })).toBe(words);
});

test("names and addresses keep their own direction among Arabic words", () => {
  const arabic = translatorOf({ locale: "ar" });
  const requester = { browser: "Firefox", os: "macOS", place: "Lisbon, PT" };
  expect(device(arabic, requester)).toBe("\u2068Firefox\u2069 على \u2068macOS\u2069");
  expect(place(arabic, requester)).toBe("\u2068Lisbon, PT\u2069");
});

test("a loopback address is described in words", () => {
  const requester = { browser: null, os: null, place: THIS_MACHINE };
  expect(place(english, requester)).toBe("This computer");
  expect(place(translatorOf({ locale: "de" }), requester)).toBe("Dieser Computer");
});
