import { randomBytes, timingSafeEqual } from "node:crypto";
import pLimit from "p-limit";
import { argon2, type Argon2, type Argon2Cost } from "./argon2.ts";

/** OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const TAG_BYTES = 32;
const FORMAT = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/;

/** How many hashes run at the same time: each takes 19 MiB and a core. */
const CONCURRENCY = 2;
/** Hashes that may wait: about two seconds' worth. */
const WAITING = 64;

/** Hashing is slow on purpose, so it is bounded: null if too many wait already. */
export interface PasswordHasher {
  /** In PHC format. */
  hash(password: string): Promise<string | null>;
  /** Takes just as long if there is no hash or one of another kind, and is false then. */
  verify(password: string, hash: string | null): Promise<boolean | null>;
  /** How many are under way. */
  load(): { running: number; waiting: number };
}

export function createPasswordHasher(run: Argon2 = argon2): PasswordHasher {
  const derive = (password: string, salt: Buffer, cost: Argon2Cost) =>
    run(password.normalize("NFC"), salt, cost);
  const limit = pLimit(CONCURRENCY);
  const bounded = <Result>(work: () => Promise<Result>): Promise<Result | null> =>
    limit.pendingCount < WAITING ? limit(work) : Promise.resolve(null);
  const nobody = encode(COST, randomBytes(16), randomBytes(TAG_BYTES));
  return {
    load: () => ({ running: limit.activeCount, waiting: limit.pendingCount }),
    hash: (password) =>
      bounded(async () => {
        const salt = randomBytes(16);
        return encode(COST, salt, await derive(password, salt, COST));
      }),
    verify: (password, hash) =>
      bounded(async () => {
        const ours = hash === null ? null : FORMAT.exec(hash);
        const [, m, t, p, salt = "", tag = ""] = ours ?? FORMAT.exec(nobody) ?? [];
        const cost = { memory: Number(m), passes: Number(t), parallelism: Number(p) };
        const expected = Buffer.from(tag, "base64");
        const derived = await derive(password, Buffer.from(salt, "base64"), cost);
        return timingSafeEqual(derived, expected) && ours !== null;
      }),
  };
}

/** Whether a hash was made at another cost than the current one. */
export function needsRehash(hash: string): boolean {
  return !hash.startsWith(encode(COST, Buffer.alloc(0), Buffer.alloc(0)).slice(0, -2));
}

function encode({ memory, passes, parallelism }: Argon2Cost, salt: Buffer, tag: Buffer): string {
  const base64 = (bytes: Buffer) => bytes.toString("base64").replaceAll("=", "");
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${base64(salt)}$${base64(tag)}`;
}
