import { type Requester, THIS_MACHINE } from "@watchword/db/mail-queue";
import { foreign, type Voice } from "./voice.ts";

const MINUTE_MS = 60_000;

/** `for 10 minutes`, `for 7 days, until 27 November …`: what is left at `now`, and the end where it is far. */
export function lifetime(voice: Voice, expiresAt: Date, now: Date): string {
  const { say, calendar } = voice;
  const minutes = Math.round((expiresAt.getTime() - now.getTime()) / MINUTE_MS);
  const left = duration(voice, minutes);
  return minutes < 720
    ? say("time.for", { duration: left })
    : say("time.until-date", { duration: left, end: calendar.format(expiresAt) });
}

/** `20 November 2026 at 14:22 UTC`. */
export function moment({ calendar }: Voice, date: Date): string {
  return calendar.format(date);
}

/** `Firefox on macOS`, as far as the client says. */
export function device(voice: Voice, requester: Requester): string {
  const browser = productName(requester.browser);
  const os = productName(requester.os);
  if (browser && os && !browser.includes(os)) {
    const names = { browser: foreign(voice, browser), os: foreign(voice, os) };
    return voice.say("details.browser-and-os", names);
  }
  if (browser) return foreign(voice, browser);
  return os
    ? voice.say("details.os-alone", { os: foreign(voice, os) })
    : voice.say("details.unknown");
}

/** Where a request came from; null where nobody knows. */
export function place(voice: Voice, requester: Requester): string | null {
  if (requester.place === null) return null;
  return requester.place === THIS_MACHINE
    ? voice.say("details.this-machine")
    : foreign(voice, singleLine(requester.place));
}

/** One line of somebody else's text: no control or invisible characters, cut at 80. */
export function singleLine(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = [...visible];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : visible;
}

// A client words its own user agent: nothing that a mail client could turn into a link, or that is
// long enough to be a message to the owner, passes for a product's name.
function productName(text: string | null): string | null {
  return text && text.length <= 32 && /^[\p{L}\p{N}_+-]+( [\p{L}\p{N}_+-]+){0,3}$/u.test(text)
    ? text
    : null;
}

function duration(voice: Voice, minutes: number): string {
  if (minutes < 1) return voice.say("time.under-a-minute");
  if (minutes < 120) return voice.say("time.minutes", { count: minutes });
  if (minutes < 48 * 60) return twoUnits(voice, minutes, 60, "hours", "minutes");
  return twoUnits(voice, Math.round(minutes / 60), 24, "days", "hours");
}

function twoUnits(
  voice: Voice,
  amount: number,
  perLarge: number,
  large: "hours" | "days",
  small: "minutes" | "hours",
): string {
  const whole = voice.say(`time.${large}`, { count: Math.floor(amount / perLarge) });
  const count = amount % perLarge;
  if (count === 0) return whole;
  return voice.say("time.two-units", {
    large: whole,
    small: voice.say(`time.${small}`, { count }),
  });
}
