import type { TRPCError } from "@trpc/server";
import { type AuditEvent, type EventName, recordEvent } from "@watchword/auth/audit";
import type { ApiContext } from "./context.ts";
import { kebabCase } from "./kebab-case.ts";
import { endOf, type Reason } from "./refusal.ts";

/** What a procedure notes about its call for the record, before anything can be refused. */
export interface AuditNote {
  /** The account that it is about. */
  userId: string | null;
  /** The address it is about, as normalized. */
  address: { collection: string; email: string } | null;
  /** The token that it made, used or looked for. */
  token: AuditEvent["token"];
  /** The id of the registered app that it is done to. */
  app: string | null;
  /** The operator who acts. */
  actorId: string | null;
  /** Whether the call had nothing to end or remove. Such a call isn't recorded. */
  nothingChanged: boolean;
}

export const newNote = (): AuditNote => ({
  userId: null,
  address: null,
  token: null,
  app: null,
  actorId: null,
  nothingChanged: false,
});

/** Notes that a call was about an account, under the address that it has now. */
export function noteUser(
  note: AuditNote,
  { id, collection, email }: { id: string; collection: string; email: string },
): void {
  note.userId = id;
  note.address = { collection, email };
}

interface Call {
  ctx: ApiContext;
  /** `emailOtp.signIn` */
  path: string;
  note: AuditNote;
  result: { ok: true; data: unknown } | { ok: false; error: TRPCError };
}

/**
 * Without the database nothing can be recorded, malformed input did nothing, and callers who call too often or have no
 * session mustn't be able to fill the record.
 */
const UNRECORDED: ReadonlySet<Reason> = new Set([
  "UNAVAILABLE",
  "INVALID_INPUT",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
]);

/** Records a call: which it was, how it ended, by whom, about which address. Never what was entered. */
export async function recordCall({ ctx, path, note, result }: Call): Promise<void> {
  const { outcome, reason } = endOf(result);
  if (note.nothingChanged || (reason !== null && UNRECORDED.has(reason))) return;
  const { userId, address, token, app, actorId } = note;
  await recordEvent(ctx.auth, {
    event: eventOf(path),
    outcome,
    reason,
    userId,
    actorId,
    address,
    token,
    app,
    client: ctx.client,
    requestId: ctx.requestId,
  });
}

/**
 * `emailOtp.signIn` is recorded as `email-otp.sign-in`; a test checks that the vocabulary has each procedure's event.
 */
export function eventOf(path: string): EventName {
  return kebabCase(path) as EventName;
}
