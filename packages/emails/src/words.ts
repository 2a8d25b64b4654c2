import type { Requester } from "@watchword/db/mail-queue";

const MINUTE_MS = 60_000;
const DATE = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** `for 10 minutes, until 14:32 UTC`, `for 7 days, until 27 November …`: what is left at `now`, and the end. */
export function lifetime(expiresAt: Date, now: Date): string {
  const minutes = Math.round((expiresAt.getTime() - now.getTime()) / MINUTE_MS);
  return `for ${duration(minutes)}, until ${minutes < 720 ? clock(expiresAt) : moment(expiresAt)}`;
}

/** `20 November 2026, 14:22 UTC`. */
export function moment(date: Date): string {
  return `${DATE.format(date)}, ${clock(date)}`;
}

/** `Firefox on macOS`, as far as the client says. */
export function device({ browser, os }: Requester): string {
  const browserName = productName(browser);
  const osName = productName(os);
  if (browserName && osName) {
    return browserName.includes(osName) ? browserName : `${browserName} on ${osName}`;
  }
  if (osName) return `A browser on ${osName}`;
  return browserName ?? "Unknown";
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

function duration(minutes: number): string {
  if (minutes < 1) return "less than a minute";
  if (minutes < 120) return count(minutes, "minute");
  if (minutes < 48 * 60) return twoUnits(minutes, 60, "hour", "minute");
  return twoUnits(Math.round(minutes / 60), 24, "day", "hour");
}

function twoUnits(small: number, perLarge: number, largeName: string, smallName: string): string {
  const rest = small % perLarge;
  const large = count(Math.floor(small / perLarge), largeName);
  return rest ? `${large} and ${count(rest, smallName)}` : large;
}

function count(amount: number, unit: string): string {
  return `${amount} ${unit}${amount === 1 ? "" : "s"}`;
}

function clock(date: Date): string {
  return `${date.toISOString().slice(11, 16)} UTC`;
}
