const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

const FORMAT = new Intl.RelativeTimeFormat("en-GB", { numeric: "always" });
const EXACT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** `3 hours ago`; `just now` within two minutes. */
export function relativeTime(iso: string, now: number): string {
  const seconds = Math.max(0, (now - Date.parse(iso)) / 1_000);
  if (seconds < 120) return "just now";
  const [unit, size] = UNITS.find(([, unitSeconds]) => seconds >= unitSeconds) ?? UNITS[2];
  return FORMAT.format(-Math.floor(seconds / size), unit);
}

/** `20 November 2026 at 14:32:10 UTC`. */
export function exactTime(iso: string): string {
  return `${EXACT.format(new Date(iso))} UTC`;
}
