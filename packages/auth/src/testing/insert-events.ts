import { sql } from "kysely";
import type { EventName, Outcome } from "../audit/events.ts";
import { type Client, describeDevice, describePlace, networkOf } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { maskEmail } from "../email-address/email-address.ts";

/** Something that is said to have happened. */
export interface PastEvent {
  /** In milliseconds. */
  at: number;
  event: EventName;
  outcome?: Outcome;
  reason?: string;
  email?: string;
  userId?: string;
  actorId?: string;
  tokenId?: string;
  tokenAgeMs?: number;
  client?: Client;
  requestId?: string;
}

const BATCH = 5_000;

/** Records events at the times at which they are said to have happened. */
export async function insertEvents(ctx: AuthContext, events: readonly PastEvent[]): Promise<void> {
  const addressKey = once((email) => ctx.index.hash("address", "users", email));
  const clientKey = once((network) => ctx.index.hash("client", network));
  const device = once(async (userAgent) => Buffer.from(deviceOf(userAgent)));
  for (let from = 0; from < events.length; from += BATCH) {
    const rows = await Promise.all(
      events.slice(from, from + BATCH).map(async ({ at, email, client, ...event }) => ({
        at: new Date(at).toISOString(),
        event: event.event,
        outcome: event.outcome ?? "granted",
        reason: event.reason,
        user_id: event.userId,
        actor_id: event.actorId,
        token_id: event.tokenId,
        token_age_ms: event.tokenAgeMs,
        address_key: email && (await addressKey(email)).toString("hex"),
        address: email && maskEmail(email),
        client_key: client && (await clientKey(networkOf(client))).toString("hex"),
        client: client && describePlace(client),
        device: client && String(await device(client.userAgent ?? "")),
        request_id: event.requestId,
      })),
    );
    await sql`
      INSERT INTO audit_events (
        at, event, outcome, reason, user_id, actor_id, token_id, token_age_ms,
        address_key, address, client_key, client, device, request_id
      )
      SELECT at, event, outcome, reason, user_id, actor_id, token_id, token_age_ms,
        decode(address_key, 'hex'), address, decode(client_key, 'hex'), client, device, request_id
      FROM json_to_recordset(${JSON.stringify(rows)}) AS past (
        at timestamptz, event text, outcome text, reason text, user_id uuid, actor_id uuid, token_id uuid,
        token_age_ms integer, address_key text, address text, client_key text, client text, device text,
        request_id text
      )`.execute(ctx.db);
  }
}

/** Makes the hash of each name only once. */
function once(make: (of: string) => Promise<Buffer>): (of: string) => Promise<Buffer> {
  const made = new Map<string, Promise<Buffer>>();
  return (of) => {
    const known = made.get(of) ?? make(of);
    made.set(of, known);
    return known;
  };
}

function deviceOf(userAgent: string): string {
  const { browser, os } = describeDevice(userAgent);
  return [browser, os].filter(Boolean).join(" on ");
}
