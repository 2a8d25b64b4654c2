import type { Generated } from "kysely";

/** The current alerts. A message is sent when one is raised, and again when it is over and its row is deleted. */
export interface AlertsTable {
  key: string;
  type: string;
  data: Record<string, number | string>;
  raised_at: Generated<Date>;
  /** When its figure was last bad enough to raise it. */
  seen_at: Generated<Date>;
}

/** Messages that the alert webhook hasn't got yet. */
export interface AlertMessagesTable {
  id: Generated<string>;
  type: string;
  data: Record<string, number | string>;
  /** Tries that have failed. */
  tries: Generated<number>;
  /** When it is due, or until when it is leased to the process that claimed it. */
  run_at: Generated<Date>;
  lease: string | null;
  created_at: Generated<Date>;
}

/**
 * When something was last done: how far `unseal` has come, which goes through everything once by time; when the last
 * `clean-up` began; when a `mailer` last noted that it is alive; when readiness last tried to write.
 */
export interface ChoresTable {
  name: "unseal" | "clean-up" | "mailer" | "ready";
  done_until: Date;
}

/** The roles that migrations have allowed to serve. */
export interface ServingRolesTable {
  name: string;
}

/** The SQL functions of a release. */
export interface FunctionSetsTable {
  schema: string;
  installed_at: Generated<Date>;
  /** When a process used them last. */
  used_at: Generated<Date>;
}
