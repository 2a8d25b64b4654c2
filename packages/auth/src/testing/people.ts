import type { AuthContext } from "../context.ts";
import type { Client } from "../client.ts";
import type { Random } from "./random.ts";

/** Somebody with an account, and what they sign in from. */
export interface Person {
  id: string;
  email: string;
  client: Client;
}

const FIRST =
  "ada grace alan edsger barbara donald margaret katherine dorothy radia john ken dennis brian frances jean mary anita".split(
    " ",
  );
const LAST =
  "lovelace hopper turing dijkstra liskov knuth hamilton johnson vaughan perlman backus thompson ritchie kernighan allen bartik keller borg".split(
    " ",
  );
const DOMAINS = ["example.com", "example.com", "mail.example", "harbour.example", "studio.example"];
const PLACES = [
  "Lisbon, PT",
  "Berlin, DE",
  "Porto, PT",
  "Lyon, FR",
  "Osaka, JP",
  "Recife, BR",
  null,
];
const USER_AGENTS = [
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
];

const DAY = 86_400_000;

/** As many people as asked for who had an account by `until`, including those who have one already. */
export async function makePeople(
  ctx: AuthContext,
  random: Random,
  { n, until }: { n: number; until: number },
): Promise<Person[]> {
  const emails = FIRST.flatMap((first) => LAST.map((last) => `${first}.${last}`)).slice(0, n);
  const people = emails.map((name) => ({
    id: random.uuid(),
    email: `${name}@${random.pick(DOMAINS)}`,
    client: makeClient(random),
  }));
  const rows = people.map(({ id, email }, index) => {
    const joined = new Date(until - random.next() * 300 * DAY);
    return {
      id,
      collection: "users",
      email,
      email_verified_at: joined,
      password_hash: index % 4 === 0 ? "nobody's" : null,
      created_at: joined,
    };
  });
  const known = await ctx.db
    .insertInto("users")
    .values(rows)
    .onConflict((on) =>
      on
        .columns(["collection", "email"])
        .doUpdateSet((set) => ({ email: set.ref("excluded.email") })),
    )
    .returning(["id", "email"])
    .execute();
  const ids = new Map(known.map(({ id, email }) => [email, id]));
  return people.map((person) => ({ ...person, id: ids.get(person.email) ?? person.id }));
}

/** A household in one of the networks that are reserved for documentation. */
export function makeClient(random: Random): Client {
  return {
    ip: `${random.pick(["192.0.2", "198.51.100", "203.0.113"])}.${1 + random.below(254)}`,
    userAgent: random.pick(USER_AGENTS),
    place: random.pick(PLACES),
    locale: null,
  };
}
