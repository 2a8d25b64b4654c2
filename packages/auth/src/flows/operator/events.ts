import { runPlanned } from "@watchword/db/planned";
import { type RawBuilder, sql } from "kysely";
import type { EventName, Outcome } from "../../audit/audit.ts";
import type { AuthContext } from "../../context.ts";
import { cursorColumn, isAfter } from "./cursor.ts";

/** What happened, as operators read it. Times are ISO 8601. */
export interface RecordedEvent {
  id: string;
  at: string;
  event: string;
  outcome: Outcome;
  /** A reason of the contract or, for a mail, a code of its provider's. */
  reason: string | null;
  userId: string | null;
  /** Masked. */
  address: string | null;
  /** The operator who did it, with their address if they have an account that the reader may know of. */
  actor: { id: string; email: string | null } | null;
  tokenId: string | null;
  client: string | null;
  device: string | null;
  requestId: string | null;
  /** The id of the registered app that it was done to. */
  app: string | null;
}

/** An event must match everything that is set. */
export interface EventFilter {
  event?: EventName | undefined;
  outcome?: Outcome | undefined;
  reason?: string | undefined;
  /** Normalized; in `collection`, which is `users` by default. */
  email?: string | undefined;
  collection?: string | undefined;
  requestId?: string | undefined;
  from?: Date | undefined;
  /** Exclusive. */
  to?: Date | undefined;
}

export interface EventPage {
  events: RecordedEvent[];
  /** The cursor of the next page; null after the last one. */
  next: string | null;
}

interface EventRow {
  id: string;
  at: Date;
  event: string;
  outcome: Outcome;
  reason: string | null;
  user_id: string | null;
  address: string | null;
  actor_id: string | null;
  actor_email: string | null;
  token_id: string | null;
  client: string | null;
  device: string | null;
  request_id: string | null;
  app: string | null;
  cursor: string;
}

interface Listing {
  before?: string | null | undefined;
  limit?: number;
  /** The only collection that the reader may see; null for all. */
  scope?: string | null;
}

/**
 * Events, the newest first, after `before`. In one collection: those of its accounts or, if the filter names an address
 * in it, those of the address.
 */
export async function listEvents(
  ctx: AuthContext,
  filter: EventFilter,
  { before = null, limit = 50, scope = null }: Listing = {},
): Promise<EventPage> {
  const named = scope === null ? filter : { ...filter, collection: scope };
  const holds = [...(await conditions(ctx, named)), isAfter(before)];
  if (scope !== null && filter.email === undefined)
    holds.push(sql`user_id IN (SELECT users.id FROM users WHERE users.collection = ${scope})`);
  const all = sql.join(holds, sql` AND `);
  return readPage(ctx, sql`SELECT * FROM audit_events WHERE ${all}`, { limit, scope });
}

/**
 * All matching events, the newest first, in pages, for a file. Events that arrive after the first page aren't in it.
 */
export async function* exportEvents(
  ctx: AuthContext,
  filter: EventFilter,
  scope: string | null = null,
): AsyncGenerator<RecordedEvent[], void, undefined> {
  let before: string | null = null;
  do {
    const page: EventPage = await listEvents(ctx, filter, { before, limit: 1000, scope });
    yield page.events;
    before = page.next;
  } while (before !== null);
}

/** The newest `limit` of the rows of `audit_events` that a query selects, for a reader who may see `scope`. */
export async function readPage(
  ctx: AuthContext,
  query: RawBuilder<unknown>,
  { limit, scope }: { limit: number; scope: string | null },
): Promise<EventPage> {
  const isTold = scope === null ? sql`true` : sql`users.collection = ${scope}`;
  const page = sql<EventRow>`
    SELECT recorded.*, ${cursorColumn},
      (SELECT email FROM users WHERE users.id = actor_id AND ${isTold}) AS actor_email
    FROM (${query} ORDER BY at DESC, id DESC LIMIT ${limit + 1}) AS recorded
    ORDER BY at DESC, id DESC`;
  const { rows } = await runPlanned(ctx.db, page);
  const shown = rows.slice(0, limit);
  const next = rows.length > limit ? (shown.at(-1)?.cursor ?? null) : null;
  return { events: shown.map((row) => toEvent(scope === null ? row : withoutStranger(row))), next };
}

async function conditions(ctx: AuthContext, filter: EventFilter): Promise<RawBuilder<unknown>[]> {
  const { email, collection = "users", from, to, requestId, ...equal } = filter;
  const named = Object.entries({ ...equal, request_id: requestId });
  const holds = named.flatMap(([column, value]) =>
    value === undefined ? [] : [sql`${sql.ref(column)} = ${value}`],
  );
  if (from) holds.push(sql`at >= ${from}`);
  if (to) holds.push(sql`at < ${to}`);
  if (email !== undefined)
    holds.push(sql`address_key = ${await ctx.index.hash("address", collection, email)}`);
  return holds;
}

/** Hides the place and the device of an operator that the reader may not know of. */
function withoutStranger(row: EventRow): EventRow {
  const isStranger = row.actor_id !== null && row.actor_email === null;
  return isStranger ? { ...row, client: null, device: null } : row;
}

function toEvent(row: EventRow): RecordedEvent {
  const { id, at, event, outcome, reason, address, client, device, app } = row;
  return {
    id,
    at: at.toISOString(),
    event,
    outcome,
    reason,
    userId: row.user_id,
    address,
    actor: row.actor_id === null ? null : { id: row.actor_id, email: row.actor_email },
    tokenId: row.token_id,
    client,
    device,
    requestId: row.request_id,
    app,
  };
}
