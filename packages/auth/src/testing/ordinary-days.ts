import type { PastEvent } from "./insert-events.ts";
import type { Person } from "./people.ts";
import type { Random } from "./random.ts";

const HOUR = 3_600_000;

/** How busy each hour of a working day is, in UTC. */
const BUSY = [1, 1, 1, 1, 2, 4, 9, 18, 30, 34, 32, 28, 24, 29, 33, 31, 27, 22, 16, 13, 11, 8, 5, 2];
const WEEKEND = 0.35;

/** When a provider was in trouble: some hours of a working day. */
export interface Trouble {
  from: number;
  to: number;
}

/** An ordinary week: people sign in by day, mostly at work, and a few mails don't arrive. */
export function* ordinaryDays(
  random: Random,
  people: readonly Person[],
  { from, to, trouble }: { from: number; to: number; trouble: Trouble },
): Generator<PastEvent> {
  for (let hour = from; hour < to; hour += HOUR) {
    const date = new Date(hour);
    const quiet = date.getUTCDay() % 6 === 0 ? WEEKEND : 1;
    const visits = (BUSY[date.getUTCHours()] ?? 1) * quiet * random.between(2.8, 4.2);
    for (let visit = 0; visit < visits; visit++) {
      const at = hour + random.next() * HOUR;
      if (at < to) yield* visitOf(random, random.pick(people), at, trouble);
    }
  }
}

function visitOf(random: Random, person: Person, at: number, trouble: Trouble) {
  if (random.chance(0.15)) return byPassword(random, person, at);
  if (random.chance(0.03)) return byReset(random, person, at, trouble);
  return byMail(random, person, at, trouble);
}

function* byMail(random: Random, person: Person, at: number, trouble: Trouble) {
  const { email, id: userId, client } = person;
  const said = { email, client, tokenId: random.uuid() };
  yield { ...said, at, event: "email-otp.request", requestId: random.uuid() } as const;
  const arrived = yield* mailOf(random, said, at, trouble);
  if (arrived === null || random.chance(0.06)) return;
  let used = arrived + random.between(4_000, 40_000) * (random.chance(0.08) ? 6 : 1);
  const refused = (reason: "INVALID_TOKEN" | "EXPIRED_TOKEN") =>
    ({
      ...said,
      at: used,
      event: "email-otp.sign-in",
      outcome: "refused",
      reason,
      requestId: random.uuid(),
    }) as const;
  if (random.chance(0.07)) {
    yield refused("INVALID_TOKEN");
    used += random.between(5_000, 20_000);
  }
  const event = random.chance(0.3) ? "email-otp.sign-in-with-link" : "email-otp.sign-in";
  const tokenAgeMs = Math.round(used - at);
  if (tokenAgeMs > 600_000 && event === "email-otp.sign-in") {
    yield refused("EXPIRED_TOKEN");
    return;
  }
  yield { ...said, at: used, event, userId, tokenAgeMs, requestId: random.uuid() } as const;
  if (!random.chance(0.25)) return;
  const left = used + random.between(60_000, 3 * HOUR);
  yield { at: left, event: "session.sign-out", userId, client, requestId: random.uuid() } as const;
}

/** What becomes of a mail. Returns when it arrived; null if it didn't. */
export function* mailOf(
  random: Random,
  { email, tokenId }: { email: string; tokenId: string },
  at: number,
  trouble: Trouble,
): Generator<PastEvent, number | null> {
  const said = { email, tokenId };
  yield { ...said, at: at - 2, event: "mail.queued" };
  const inTrouble = at > trouble.from && at < trouble.to;
  if (inTrouble && random.chance(0.12)) {
    const reason = random.pick(["503", "timeout"]);
    yield { ...said, at: at + 600_000, event: "mail.expired", outcome: "failed", reason };
    return null;
  }
  const sent = at + random.between(180, 900) * (inTrouble ? 90 : 1);
  yield { ...said, at: sent, event: "mail.sent" };
  if (random.chance(0.012)) {
    yield { ...said, at: sent + 2_000, event: "mail.bounced", outcome: "failed" };
    return null;
  }
  const arrived = sent + random.between(900, 6_000);
  yield { ...said, at: arrived, event: "mail.delivered" };
  return arrived;
}

function* byPassword(random: Random, person: Person, at: number) {
  const { email, id: userId, client } = person;
  const said = { email, client, event: "password.sign-in" } as const;
  if (random.chance(0.14)) {
    const refused = { outcome: "refused", reason: "INVALID_CREDENTIALS" } as const;
    yield { ...said, ...refused, at: at - 9_000, requestId: random.uuid() };
  }
  yield { ...said, at, userId, requestId: random.uuid() };
}

function* byReset(random: Random, person: Person, at: number, trouble: Trouble) {
  const { email, id: userId, client } = person;
  const said = { email, client, tokenId: random.uuid() };
  yield { ...said, at, event: "password-reset.request", requestId: random.uuid() } as const;
  const arrived = yield* mailOf(random, said, at, trouble);
  if (arrived === null) return;
  const used = arrived + random.between(20_000, 240_000);
  const completed = {
    event: "password-reset.complete",
    tokenAgeMs: Math.round(used - at),
  } as const;
  yield { ...said, ...completed, at: used, userId, requestId: random.uuid() };
}
