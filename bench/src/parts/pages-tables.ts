import { EMPTY, type Pages } from "../pages/found.ts";
import type { Weight } from "../pages/weigh.ts";
import { table } from "../report.ts";

export function pagesTables({ weights, ratings, firstLoads }: Pages): string {
  return [
    "What the browser is sent, in kB (1,000 bytes) as sent, scripts, styles and HTML with gzip:",
    weightTable(weights),
    "Lighthouse on its slow phone (simulated); times in ms, the shift of the layout in its unit:",
    ratingTable(ratings),
    missedList(ratings),
    "A first load over a line and on a processor that slow (150 ms, 1.6 Mbit/s, four times slower), in ms:",
    table(
      ["page", "first paint", "largest paint", "blocked", "alive"],
      Object.entries(firstLoads).map(([page, { fcpMs, lcpMs, tbtMs, aliveMs }]) => [
        page,
        ...[fcpMs, lcpMs, tbtMs, aliveMs].map(Math.round),
      ]),
    ),
  ].join("\n\n");
}

function weightTable(weights: Record<string, Weight>): string {
  const framework = weights[EMPTY]?.scripts ?? Number.NaN;
  const kb = (bytes: number) => (bytes / 1_000).toFixed(1);
  return table(
    ["page", "scripts", "above empty", "styles", "fonts", "HTML", "all", "requests"],
    Object.entries(weights).map(([page, { requests, ...parts }]) => {
      const { scripts, styles, fonts, document, other } = parts;
      const all = scripts + styles + fonts + document + other;
      const columns = [scripts, scripts - framework, styles, fonts, document, all];
      return [page, ...columns.map(kb), requests];
    }),
  );
}

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo", "agentic-browsing"];

function ratingTable(ratings: Pages["ratings"]): string {
  const head = ["speed", "access", "practices", "SEO", "agents"];
  return table(
    ["page", ...head, "FCP", "LCP", "TBT", "shift"],
    Object.entries(ratings).map(([page, { scores, fcpMs, lcpMs, tbtMs, shift }]) => [
      page,
      ...CATEGORIES.map((category) => String(scores[category] ?? "–")),
      ...[fcpMs, lcpMs, tbtMs].map(Math.round),
      shift.toFixed(3),
    ]),
  );
}

/** What keeps pages from 100, and which. */
function missedList(ratings: Pages["ratings"]): string {
  const pagesBy = new Map<string, string[]>();
  for (const [page, { missed }] of Object.entries(ratings))
    for (const audit of missed) pagesBy.set(audit, [...(pagesBy.get(audit) ?? []), page]);
  return [...pagesBy]
    .map(([audit, missing]) => `- \`${audit}\` isn't passed by ${missing.join(", ")}.`)
    .join("\n");
}
