/** What is compared, in the order in which it is shown. */
export const OPERATIONS = [
  "request a code",
  "sign in, new user",
  "sign in, known user",
  "generate a one-time token",
  "verify a one-time token",
  "request a reset",
  "complete a reset",
  "complete a reset, hash taken out",
  "read a session",
] as const;

export type OperationName = (typeof OPERATIONS)[number];

/** Throws unless the operation did what it says. */
export type Run = () => Promise<unknown>;

/** Makes so many runs ready, with the codes, links and sessions that they need: this isn't measured. */
export type Operation = (count: number) => Promise<Run[]>;

/** One way to do the work, over a database of its own. */
export interface Contestant {
  name: string;
  /** What it can't do is missing. */
  operations: Partial<Record<OperationName, Operation>>;
  close(): Promise<void>;
}

export interface Setting {
  /** An empty database, or that of an earlier start. */
  databaseUrl: string;
  /** Connections at most. */
  poolSize: number;
  /** How many accounts the database is filled with already; `KNOWN_USERS` are made by default. */
  accounts?: number;
}

export type StartContestant = (setting: Setting) => Promise<Contestant>;

export const PASSWORD = "a long and friendly phrase";

export const USER_AGENT =
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Gecko/20100101 Firefox/145.0";

let drawn = 0;

/** An address that nobody had before. */
export function newAddress(): string {
  return `new-${process.pid}-${Date.now().toString(36)}-${drawn++}@example.com`;
}

/** Accounts that each contestant has from the start; the first of them are signed in throughout. */
export const KNOWN_USERS = 4_000;
const SIGNED_IN = 200;

export function signedInAddresses(): string[] {
  return Array.from({ length: SIGNED_IN }, (_, number) => `known-${number}@example.com`);
}

/** Of millions of accounts so many are about in the same hour, wherever in the tables they are. */
const ABOUT = 20_000;

/** So many of the others, each about as often as the next. */
export function knownAddresses(count: number, accounts = KNOWN_USERS): string[] {
  const others = accounts - SIGNED_IN;
  const about = Math.min(others, ABOUT);
  return Array.from({ length: count }, () => {
    return `known-${SIGNED_IN + Math.floor(((drawn++ % about) * others) / about)}@example.com`;
  });
}

/** So many of the few, over and over. */
export function cycle<Item>(items: readonly Item[], count: number): Item[] {
  return Array.from({ length: count }, (_, index) => items[index % items.length] as Item);
}

/** Does something for each, ten at a time. */
export async function forEach<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: 10 }, worker));
  return results;
}
