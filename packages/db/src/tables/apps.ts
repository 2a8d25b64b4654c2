import type { ColumnType, Generated } from "kysely";

/** Apps that operators register while the deployment runs, beside those of its environment. */
export interface AppsTable {
  id: string;
  /** As somebody entered them. */
  settings: ColumnType<unknown, string, string>;
  /** The SHA-256 of its key, in hex; null for an app without a key. */
  secret_hash: string | null;
  /** The hash of the previous key, which works until then; null if none does. */
  former_secret_hash: Generated<string | null>;
  former_secret_until: Generated<Date | null>;
  created_at: Generated<Date>;
  changed_at: Generated<Date>;
  /** Differs each time an id is registered again. */
  registration: Generated<string>;
}

/** What a device without a browser asks for, until somebody decides on it elsewhere (RFC 8628). */
export interface DeviceAuthorizationsTable {
  id: string;
  app: string;
  /** The issuer that it asked, and where it must poll; null (from an earlier release) for any. */
  issuer: string | null;
  scope: string;
  device_hash: Buffer;
  /** The hash of the code that it shows; null once somebody decided. */
  user_code_hash: Buffer | null;
  /** Where it seems to be, in words. */
  place: string | null;
  created_at: Generated<Date>;
  expires_at: Date;
  /** How long it must wait between two polls; longer if it polled too often. */
  interval_seconds: number;
  polled_at: Date | null;
  decision: "approved" | "declined" | null;
  /** The one-time token that an approved one redeems. */
  sealed: Buffer | null;
}

/** Ended sessions of apps that the apps haven't been told of yet. Triggers write them. */
export interface LogoutsTable {
  id: Generated<string>;
  /** The app whose session it was. */
  app: string;
  collection: string;
  /** Whose session it was; the account may be gone. */
  user_id: string;
  session_id: string;
  /** Tries that have failed. */
  tries: Generated<number>;
  /** When it is due, or until when it is leased to the process that claimed it. */
  run_at: Generated<Date>;
  /** Null unless a process is delivering it. */
  lease: string | null;
  created_at: Generated<Date>;
}

/** Which apps an account goes on to without being asked again. */
export interface ConsentsTable {
  user_id: string;
  app: string;
  given_at: Generated<Date>;
}
