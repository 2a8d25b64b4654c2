import type { Database } from "@watchword/db/schema";
import { type Kysely, sql } from "kysely";
import { type Client, describeDevice, describePlace, networkOf } from "../client.ts";
import { maskEmail } from "../email-address/email-address.ts";
import type { Index } from "../keys/index-key.ts";
import type { LongToken } from "../keys/long-token.ts";
import { isUuid } from "../uuid.ts";
import type { Policy } from "../policy/policy.ts";
import type { EventRow, EventWriter } from "./event-writer.ts";
import type { EventName, Outcome } from "./events.ts";

export { EVENTS, type EventName, type Outcome, OUTCOMES } from "./events.ts";

/** An event to record. Its address is stored masked and as a hash, and its secret only as a hash. */
export interface AuditEvent {
  event: EventName;
  outcome: Outcome;
  /** Why it was refused: one of the contract's reasons. */
  reason: string | null;
  /** The account that did it or that it was done to. */
  userId: string | null;
  /** The operator who did it to somebody else's account. */
  actorId?: string | null;
  /** The address that was named; if none was, that of the token. */
  address: { collection: string; email: string } | null;
  /** The token that it was about. */
  token: { id: string } | LongToken | null;
  /** The registered app that it was done to. */
  app?: string | null;
  client: Client;
  requestId: string | null;
}

/** What is needed to record an event. */
export interface Recorder {
  index: Index;
  events: EventWriter;
}

/** Records an event. The address is stored masked and as a keyed hash, and so is the client. */
export async function recordEvent(ctx: Recorder, given: AuditEvent): Promise<void> {
  const {
    event,
    outcome,
    reason,
    userId,
    actorId = null,
    address,
    token,
    app = null,
    client,
    requestId,
  } = given;
  const addressKey =
    address && (await ctx.index.hash("address", address.collection, address.email));
  const clientKey = await ctx.index.hash("client", networkOf(client));
  const { browser, os } = describeDevice(client.userAgent);
  await ctx.events.write({
    event,
    outcome,
    reason,
    user_id: userId,
    actor_id: actorId,
    ...named(token),
    address_key: addressKey && addressKey.toString("hex"),
    address: address && maskEmail(address.email),
    client_key: clientKey.toString("hex"),
    client: describePlace(client),
    device: [browser, os].filter(Boolean).join(" on ") || null,
    request_id: requestId,
    app,
  });
}

function named(token: AuditEvent["token"]): Pick<EventRow, "token_id" | "token_hash"> {
  if (token && "token_hash" in token)
    return { token_id: token.token, token_hash: token.token_hash.toString("hex") };
  return { token_id: token && isUuid(token.id) ? token.id : null, token_hash: null };
}

/** Makes the coming months' tables and drops those that are older than the policy keeps. */
export async function keepAuditPartitions({
  db,
  policy,
}: {
  db: Kysely<Database>;
  policy: Pick<Policy, "audit">;
}): Promise<void> {
  const { retentionDays } = policy.audit;
  await sql`SELECT keep_audit_partitions(make_interval(days => ${retentionDays}))`.execute(db);
}
