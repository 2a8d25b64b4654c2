import { expect, test } from "vitest";
import { device, lifetime } from "../src/words.ts";

const now = new Date("2026-11-20T14:22:00Z");
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);

test.each([
  [600, "for 10 minutes, until 14:32 UTC"],
  [571, "for 10 minutes, until 14:31 UTC"],
  [569, "for 9 minutes, until 14:31 UTC"],
  [60, "for 1 minute, until 14:23 UTC"],
  [20, "for less than a minute, until 14:22 UTC"],
  [3600, "for 60 minutes, until 15:22 UTC"],
  [7200, "for 2 hours, until 16:22 UTC"],
  [9000, "for 2 hours and 30 minutes, until 16:52 UTC"],
  [86_400, "for 24 hours, until 21 November 2026, 14:22 UTC"],
  [90_060, "for 25 hours and 1 minute, until 21 November 2026, 15:23 UTC"],
  [172_800, "for 2 days, until 22 November 2026, 14:22 UTC"],
  [604_200, "for 7 days, until 27 November 2026, 14:12 UTC"],
  [604_797, "for 7 days, until 27 November 2026, 14:21 UTC"],
  [604_800, "for 7 days, until 27 November 2026, 14:22 UTC"],
  [518_400 + 3600, "for 6 days and 1 hour, until 26 November 2026, 15:22 UTC"],
  [7_776_000, "for 90 days, until 18 February 2027, 14:22 UTC"],
])("%i seconds are left %s", (seconds, words) => {
  expect(lifetime(inSeconds(seconds), now)).toBe(words);
});

test.each([
  ["Firefox", "macOS", "Firefox on macOS"],
  ["Samsung Internet for Android", "Android", "Samsung Internet for Android"],
  ["Firefox", null, "Firefox"],
  [null, "Linux", "A browser on Linux"],
  [null, null, "Unknown"],
  ["evil.example", "macOS", "A browser on macOS"],
  ["Firefox", "please call this number at once", "Firefox"],
])("browser %s and system %s read %s", (browser, os, words) => {
  expect(device({ browser, os, place: null })).toBe(words);
});
