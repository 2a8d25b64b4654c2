import type { PastEvent } from "./insert-events.ts";
import { mailOf, type Trouble } from "./ordinary-days.ts";
import { makeClient, type Person } from "./people.ts";
import type { Random } from "./random.ts";

/** An evening on which somebody guesses at codes from many clients. */
export interface Attack {
  from: number;
  to: number;
  events: PastEvent[];
  /** Guesses that were judged, as their budgets hold them. */
  judged: { at: number; email: string; ip: string; digits: number }[];
}

const CLIENTS = 400;
const STRANGERS = 180;
const GUESSES_PER_ADDRESS = 20;
/** Half of what is judged at six digits: from there on codes have seven. */
const HALF = 2_500;
/** Codes in flight when the half was passed. */
const IN_FLIGHT = 320;

/**
 * Attacks some addresses one after another: four challenges each and five guesses at each challenge, until the
 * address's budget is spent, and as many more that aren't judged. Some owners sign in by link in the meantime.
 */
export function attackOf(
  random: Random,
  people: readonly Person[],
  { from, to, trouble }: { from: number; to: number; trouble: Trouble },
): Attack {
  const clients = Array.from({ length: CLIENTS }, () => makeClient(random));
  const emails = [
    ...people.slice(0, 40).map(({ email }) => email),
    ...Array.from({ length: STRANGERS }, (_, n) => `someone${n}@example.com`),
  ];
  const events: PastEvent[] = [];
  const judged: Attack["judged"] = [];
  for (const [index, email] of emails.entries()) {
    const share = index / emails.length;
    // Densest in the middle.
    const begins = from + (to - from) * (share + Math.sin(2 * Math.PI * share) * 0.1);
    for (let challenge = 0; challenge < 5; challenge++) {
      const asked = begins + challenge * 40_000 + random.next() * 5_000;
      const client = random.pick(clients);
      const said = { email, tokenId: random.uuid() };
      events.push({
        ...said,
        at: asked,
        event: "email-otp.request",
        client,
        requestId: random.uuid(),
      });
      events.push(...mailOf(random, said, asked, trouble));
      for (let guess = 0; guess < 7; guess++) {
        const at = asked + 3_000 + guess * 4_000 + random.next() * 2_000;
        const guesser = random.pick(clients);
        const isJudged = guess < 5 && challenge * 5 + guess < GUESSES_PER_ADDRESS;
        if (isJudged) {
          const digits = judged.length < HALF + IN_FLIGHT ? 6 : 7;
          judged.push({ at, email, ip: guesser.ip ?? "", digits });
        }
        const reason = isJudged ? "INVALID_TOKEN" : "TOO_MANY_ATTEMPTS";
        const refused = { event: "email-otp.sign-in", outcome: "refused", reason } as const;
        events.push({ ...said, ...refused, at, client: guesser, requestId: random.uuid() });
      }
    }
    const owner = people.find((person) => person.email === email);
    if (owner) events.push(...ownersWayIn(random, owner, begins + 230_000, trouble));
  }
  return { from, to, events, judged };
}

function* ownersWayIn(random: Random, { id, email, client }: Person, at: number, trouble: Trouble) {
  const said = { email, client, tokenId: random.uuid() };
  yield { ...said, at, event: "email-otp.request", requestId: random.uuid() } as const;
  const arrived = (yield* mailOf(random, said, at, trouble)) ?? at;
  const used = arrived + random.between(9_000, 40_000);
  const byLink = { event: "email-otp.sign-in-with-link", userId: id } as const;
  yield {
    ...said,
    ...byLink,
    at: used,
    tokenAgeMs: Math.round(used - at),
    requestId: random.uuid(),
  };
}
