import { count, duration } from "../chart/figures.ts";
import { shortTime } from "../words/time.tsx";
import type { Unusual } from "./unusual.ts";

/** What an operator reads of the newest burst of refusals; null where there is none. */
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

/** In a step of the charts, wherever it is said. */
export function usualWords(usual: number, stepSeconds: number): string {
  return `${count(usual)} in ${duration(stepSeconds * 1_000)} ${usual === 1 ? "is" : "are"} usual.`;
}
