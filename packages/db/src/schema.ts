import type {
  ReservedAddressesTable,
  SessionsTable,
  TokensTable,
  UsersTable,
} from "./tables/accounts.ts";
import type {
  AppsTable,
  ConsentsTable,
  DeviceAuthorizationsTable,
  LogoutsTable,
} from "./tables/apps.ts";
import type { IndexKeyTable, SigningKeysTable } from "./tables/keys.ts";
import type { BucketsTable, GuessTotalsTable, SpentGuessesTable } from "./tables/limits.ts";
import type {
  MailSlotsTable,
  MailsTable,
  NoticesToldTable,
  SuppressedAddressesTable,
} from "./tables/mails.ts";
import type { AuditEventsTable, AuditRetentionTable, EventTotalsTable } from "./tables/record.ts";
import type {
  AlertMessagesTable,
  AlertsTable,
  ChoresTable,
  FunctionSetsTable,
  ServingRolesTable,
} from "./tables/upkeep.ts";

export type { MailState } from "./tables/mails.ts";

/** The tables, spelled as Postgres spells them. They are read and written through Kysely. */
export interface Database {
  users: UsersTable;
  sessions: SessionsTable;
  tokens: TokensTable;
  device_authorizations: DeviceAuthorizationsTable;
  mails: MailsTable;
  notices_told: NoticesToldTable;
  reserved_addresses: ReservedAddressesTable;
  spent_guesses: SpentGuessesTable;
  index_key: IndexKeyTable;
  signing_keys: SigningKeysTable;
  apps: AppsTable;
  buckets: BucketsTable;
  audit_events: AuditEventsTable;
  audit_retention: AuditRetentionTable;
  event_totals: EventTotalsTable;
  chores: ChoresTable;
  alert_messages: AlertMessagesTable;
  logouts: LogoutsTable;
  consents: ConsentsTable;
  function_sets: FunctionSetsTable;
  serving_roles: ServingRolesTable;
  guess_totals: GuessTotalsTable;
  suppressed_addresses: SuppressedAddressesTable;
  mail_slots: MailSlotsTable;
  alerts: AlertsTable;
}
