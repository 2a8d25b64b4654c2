const counts = new Intl.NumberFormat("en");
const shares = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** `4,210` */
export function count(n: number): string {
  return counts.format(n);
}

/** `1 call`, `4,210 calls`; `1 address`, with what its plural ends in. */
export function counted(n: number, one: string, ending = "s"): string {
  return `${count(n)} ${one}${n === 1 ? "" : ending}`;
}

/** `98.4%`; rounded to 0% or 100% only if it is exactly that. */
export function share(part: number, whole: number): string {
  const ratio = part / whole;
  return shares.format(ratio > 0 && ratio < 1 ? Math.min(Math.max(ratio, 0.001), 0.999) : ratio);
}

/** `850 ms`, `34 s`, `2 min 10 s`, `3 h 5 min`; never broken between lines. */
export function duration(ms: number): string {
  if (ms < 1_000) return inUnit(Math.round(ms), "ms");
  const seconds = Math.round(ms / 1_000);
  if (seconds < 120) return inUnit(seconds, "s");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return joined(minutes, "min", seconds % 60, "s");
  return joined(Math.floor(minutes / 60), "h", minutes % 60, "min");
}

function joined(large: number, largeUnit: string, small: number, smallUnit: string): string {
  const whole = inUnit(large, largeUnit);
  return small === 0 ? whole : `${whole}\u00a0${inUnit(small, smallUnit)}`;
}

function inUnit(n: number, unit: string): string {
  return `${n}\u00a0${unit}`;
}
