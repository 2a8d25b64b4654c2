import { median } from "simple-statistics";
import { askLighthouse } from "./lighthouse.ts";

/** What Lighthouse says of a page on a slow phone (simulated, as is its default). */
export interface Rating {
  /** Of 100, by category. */
  scores: Record<string, number>;
  /** Audits that count and weren't passed; of speed the figures tell. */
  missed: string[];
  fcpMs: number;
  lcpMs: number;
  tbtMs: number;
  shift: number;
}

const TIMES = {
  fcpMs: "first-contentful-paint",
  lcpMs: "largest-contentful-paint",
  tbtMs: "total-blocking-time",
  shift: "cumulative-layout-shift",
} as const;

/** The median of so many runs; what isn't about speed is the same in each, and is taken once. */
export async function rate(port: number, url: string, runs: number): Promise<Rating> {
  const first = await run(port, url);
  const all = [first];
  for (let count = 1; count < runs; count++) all.push(await run(port, url, ["performance"]));
  const middle = (figure: (rating: Rating) => number) => median(all.map(figure));
  return {
    scores: { ...first.scores, performance: middle(({ scores }) => scores.performance ?? 0) },
    missed: first.missed,
    fcpMs: middle(({ fcpMs }) => fcpMs),
    lcpMs: middle(({ lcpMs }) => lcpMs),
    tbtMs: middle(({ tbtMs }) => tbtMs),
    shift: middle(({ shift }) => shift),
  };
}

async function run(port: number, url: string, onlyCategories: string[] = []): Promise<Rating> {
  const { categories, audits } = await askLighthouse(port, url, onlyCategories);
  const figure = (audit: string) => audits[audit]?.numericValue ?? Number.NaN;
  const scores: Rating["scores"] = {};
  const missed: string[] = [];
  for (const [name, { score, auditRefs }] of Object.entries(categories)) {
    scores[name] = Math.round((score ?? 0) * 100);
    if (name === "performance") continue;
    const counting = auditRefs.filter(({ weight }) => weight > 0);
    missed.push(...counting.map(({ id }) => id).filter((id) => (audits[id]?.score ?? 1) < 1));
  }
  return {
    scores,
    missed,
    fcpMs: figure(TIMES.fcpMs),
    lcpMs: figure(TIMES.lcpMs),
    tbtMs: figure(TIMES.tbtMs),
    shift: figure(TIMES.shift),
  };
}
