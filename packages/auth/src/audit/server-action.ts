import { NOBODY } from "../client.ts";
import { type Recorder, recordEvent } from "./audit.ts";
import type { EventName } from "./events.ts";

/** Records what the app's own server did to an account, without an actor and without a client. */
export async function recordServerAction(
  ctx: Recorder,
  event: EventName,
  { id, email, collection }: { id: string; email: string; collection: string },
): Promise<void> {
  await recordEvent(ctx, {
    event,
    outcome: "granted",
    reason: null,
    userId: id,
    address: { collection, email },
    token: null,
    client: NOBODY,
    requestId: null,
  });
}
