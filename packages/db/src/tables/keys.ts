import type { Generated } from "kysely";

/** One row: the key under which addresses and clients are hashed. It doesn't rotate. */
export interface IndexKeyTable {
  only_one: Generated<boolean>;
  sealed: Buffer;
}

/** What ID tokens are signed with. */
export interface SigningKeysTable {
  /** The `kid` of its signatures. */
  id: string;
  algorithm: string;
  /** Counts the keys of its algorithm, from 1. */
  number: number;
  /** A private JWK. */
  sealed: Buffer;
  signs_from: Date;
}
