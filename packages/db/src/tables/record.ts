import type { Generated } from "kysely";

/** What happened. Append-only. */
export interface AuditEventsTable {
  at: Generated<Date>;
  id: Generated<string>;
  event: string;
  outcome: "granted" | "refused" | "failed";
  reason: string | null;
  /** The account that it is about, and the operator who acted on it. */
  user_id: string | null;
  actor_id: string | null;
  token_id: string | null;
  /** The age of the token that was used. */
  token_age_ms: number | null;
  /** A keyed hash of the collection and the address, and the address masked. */
  address_key: Buffer | null;
  address: string | null;
  /** A keyed hash of the network, and the place in words. */
  client_key: Buffer | null;
  client: string | null;
  device: string | null;
  request_id: string | null;
  /** The id of the registered app that it was done to. */
  app: string | null;
}

/** One row: the least time that the record is kept. The serving role may only read it. */
export interface AuditRetentionTable {
  only_one: Generated<boolean>;
  /** A Postgres interval. */
  keep: string;
}

/** Events counted in spans of ten minutes, from `at` on. Made from `audit_events`, for overviews. */
export interface EventTotalsTable {
  at: Date;
  event: string;
  outcome: string;
  /** Empty if there is none. */
  reason: string;
  /** How old the tokens were that signed in, in steps of a tenth; -1 for everything else. */
  age_step: number;
  n: number;
}
