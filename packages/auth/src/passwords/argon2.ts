import crypto, { type Argon2Parameters } from "node:crypto";
import { promisify } from "node:util";

/** What a hash costs: `memory` in KiB, `passes` over it, in as many lanes. */
export interface Argon2Cost {
  memory: number;
  passes: number;
  parallelism: number;
}

/** Derives an argon2id tag of 32 bytes, off the main thread. */
export type Argon2 = (message: string, salt: Buffer, cost: Argon2Cost) => Promise<Buffer>;

const TAG_BYTES = 32;
/** `Algorithm.Argon2id`, a `const enum`. */
const ARGON2ID = 2;

/**
 * Node's own, from 24.7 on. It is read from the module, because an import by name would keep Watchword from loading on
 * older releases.
 */
export const nodeArgon2: Argon2 = (message, salt, cost) => {
  const parameters: Argon2Parameters = { ...cost, message, nonce: salt, tagLength: TAG_BYTES };
  return promisify(crypto.argon2)("argon2id", parameters) as Promise<Buffer>;
};

/** That of a library, loaded when it is first used. */
export const libraryArgon2: Argon2 = async (message, salt, cost) => {
  const { hashRaw } = await import("@node-rs/argon2");
  return hashRaw(message, {
    algorithm: ARGON2ID,
    memoryCost: cost.memory,
    timeCost: cost.passes,
    parallelism: cost.parallelism,
    outputLen: TAG_BYTES,
    salt,
  });
};

/** Node's own, or the library's if Node has none. */
export const argon2: Argon2 = "argon2" in crypto ? nodeArgon2 : libraryArgon2;
