const SHORT = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});
const CLOCK = new Intl.DateTimeFormat("en-GB", {
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});
const OF_DAY = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium", timeZone: "UTC" });
const EXACT = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** `20 Nov, 14:32`, in Universal Time. */
export function shortTime(iso: string): string {
  return SHORT.format(new Date(iso));
}

/** `20 Nov, 14:32–15:02`, or `20 Nov, 23:32 – 21 Nov, 00:02`, in Universal Time. */
export function timeSpan(from: string, to: string): string {
  const sameDay = from.slice(0, 10) === to.slice(0, 10);
  const end = new Date(to);
  return sameDay
    ? `${shortTime(from)}–${CLOCK.format(end)}`
    : `${shortTime(from)} – ${SHORT.format(end)}`;
}

/** `20 Nov 2026, 14:32:10`, in Universal Time. */
export function Time({ iso }: { iso: string }) {
  return <time dateTime={iso}>{EXACT.format(new Date(iso))}</time>;
}

/** `14:32:10`, in Universal Time. */
export function TimeOfDay({ iso }: { iso: string }) {
  return <time dateTime={iso}>{OF_DAY.format(new Date(iso))}</time>;
}
