import { count, duration } from "../chart/figures.ts";
import { shortTime } from "../words/time.tsx";
import type { Unusual } from "./unusual.ts";

/** The words about the newest burst of refusals; null if there is none. */
export function burstWords({ bursts, usual }: Unusual, stepSeconds: number): string | null {
  const [newest, ...others] = bursts;
  if (!newest) return null;
  const span = duration(newest.steps * stepSeconds * 1_000);
  return [
    `${count(newest.refused)} calls were refused within ${span}, from ${shortTime(newest.from)} (UTC);`,
    usualWords(usual, stepSeconds),
    newest.lasts ? "It’s still going on." : "It’s over for now.",
    others.length === 1 && "There was another burst before it.",
    others.length > 1 && `${count(others.length)} other bursts came before it.`,
  ]
    .filter(Boolean)
    .join(" ");
}

/** The usual number of refusals in a step of the charts, in words. */
export function usualWords(usual: number, stepSeconds: number): string {
  return `${count(usual)} in ${duration(stepSeconds * 1_000)} ${usual === 1 ? "is" : "are"} usual.`;
}
