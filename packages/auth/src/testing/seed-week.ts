import { databaseNow } from "../clock.ts";
import type { AuthContext } from "../context.ts";
import { keepTotals } from "../flows/operator/totals.ts";
import { attackOf } from "./attack.ts";
import { insertEvents, type PastEvent } from "./insert-events.ts";
import { insertMailTrouble, insertSessions, spendGuesses } from "./leftovers.ts";
import { ordinaryDays } from "./ordinary-days.ts";
import { makePeople, type Person } from "./people.ts";
import { createRandom } from "./random.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

export interface SeededWeek {
  events: number;
  people: Person[];
  /** In milliseconds. */
  attack: { from: number; to: number };
}

/**
 * A week of a deployment with some 300 people, the same each time: days and nights, a weekend, some hours in which the
 * provider was in trouble, and on the last evening an attack on six-digit codes that spends more than half of their
 * budget. It ends at `until`, which is now by default. For development and tests.
 */
export async function seedWeek(
  ctx: AuthContext,
  { until, seed = 7 }: { until?: Date; seed?: number } = {},
): Promise<SeededWeek> {
  const to = until?.getTime() ?? (await databaseNow(ctx));
  const from = to - 7 * DAY;
  const random = createRandom(seed);
  const people = await makePeople(ctx, random, { n: 300, until: from });
  const troubled = Math.floor(to / DAY) * DAY - 3 * DAY + 13 * HOUR;
  const trouble = { from: troubled, to: troubled + 1.5 * HOUR };
  const attack = attackOf(random, people, { ...lastEvening(to), trouble });
  const events = [...ordinaryDays(random, people, { from, to, trouble }), ...attack.events]
    .filter(({ at }) => at < to)
    .toSorted((a, b) => a.at - b.at);
  const looked = operatorsDay(people, attack.to + 60_000);
  await insertEvents(ctx, [...events, ...looked]);
  await insertSessions(ctx, random, people, to);
  await insertMailTrouble(ctx, random, people, to);
  await spendGuesses(ctx, attack.judged);
  // Earlier counts lack these events.
  await ctx.db.deleteFrom("event_totals").execute();
  await keepTotals(ctx);
  return {
    events: events.length + looked.length,
    people,
    attack: { from: attack.from, to: attack.to },
  };
}

/** Two and a half hours in the past, but so recent that their guesses still count. */
function lastEvening(to: number): { from: number; to: number } {
  const lasts = 2.5 * HOUR;
  const evening = Math.floor((to - lasts - 18.5 * HOUR) / DAY) * DAY + 18.5 * HOUR;
  const from = to - evening > 21 * HOUR ? to - 4 * HOUR : evening;
  return { from, to: from + lasts };
}

/** After the attack an operator helps people who wrote to them. */
function operatorsDay(people: readonly Person[], at: number): PastEvent[] {
  const [operator, ...others] = people.slice(100, 105);
  if (!operator) return [];
  return others.map(({ id, email }, index) => ({
    at: at + index * 45_000,
    event: index === 0 ? "operator.end-sessions" : "operator.release",
    email,
    ...(index === 0 && { userId: id }),
    actorId: operator.id,
    client: operator.client,
  }));
}
