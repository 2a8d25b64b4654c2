import { type Requester, THIS_MACHINE } from "@watchword/db/mail-queue";
import { foreign, type Translator } from "./translator.ts";

const MINUTE_MS = 60_000;

/** `for 10 minutes`, `for 7 days, until 27 November …`: what is left at `now`, and the end if it is far away. */
export function lifetime(translator: Translator, expiresAt: Date, now: Date): string {
  const { t, calendar } = translator;
  const minutes = Math.round((expiresAt.getTime() - now.getTime()) / MINUTE_MS);
  const left = duration(translator, minutes);
  return minutes < 720
    ? t("time.for", { duration: left })
    : t("time.until-date", { duration: left, end: calendar.format(expiresAt) });
}

/** `20 November 2026 at 14:22 UTC`. */
export function moment({ calendar }: Translator, date: Date): string {
  return calendar.format(date);
}

/** `Firefox on macOS`, as far as the client says. */
export function device(translator: Translator, requester: Requester): string {
  const browser = productName(requester.browser);
  const os = productName(requester.os);
  if (browser && os && !browser.includes(os)) {
    const names = { browser: foreign(translator, browser), os: foreign(translator, os) };
    return translator.t("details.browser-and-os", names);
  }
  if (browser) return foreign(translator, browser);
  return os
    ? translator.t("details.os-alone", { os: foreign(translator, os) })
    : translator.t("details.unknown");
}

/** Where a request came from; null if that isn't known. */
export function place(translator: Translator, requester: Requester): string | null {
  if (requester.place === null) return null;
  return requester.place === THIS_MACHINE
    ? translator.t("details.this-machine")
    : foreign(translator, singleLine(requester.place));
}

/** One line of somebody else's text: no control or invisible characters, cut at 80. */
export function singleLine(text: string): string {
  const visible = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  const characters = [...visible];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : visible;
}

// A client chooses its own user agent, so nothing that a mail client could turn into a link, or that is long enough to
// be a message to the owner, is accepted as a product's name.
function productName(text: string | null): string | null {
  return text && text.length <= 32 && /^[\p{L}\p{N}_+-]+( [\p{L}\p{N}_+-]+){0,3}$/u.test(text)
    ? text
    : null;
}

function duration(translator: Translator, minutes: number): string {
  if (minutes < 1) return translator.t("time.under-a-minute");
  if (minutes < 120) return translator.t("time.minutes", { count: minutes });
  if (minutes < 48 * 60) return twoUnits(translator, minutes, 60, "hours", "minutes");
  return twoUnits(translator, Math.round(minutes / 60), 24, "days", "hours");
}

function twoUnits(
  translator: Translator,
  amount: number,
  perLarge: number,
  large: "hours" | "days",
  small: "minutes" | "hours",
): string {
  const whole = translator.t(`time.${large}`, { count: Math.floor(amount / perLarge) });
  const count = amount % perLarge;
  if (count === 0) return whole;
  return translator.t("time.two-units", {
    large: whole,
    small: translator.t(`time.${small}`, { count }),
  });
}
