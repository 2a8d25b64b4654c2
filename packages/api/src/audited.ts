import type { TRPCError } from "@trpc/server";
import { type AuditEvent, type EventName, recordEvent } from "@watchword/auth/audit";
import type { ApiContext } from "./context.ts";
import { kebabCase } from "./kebab-case.ts";
import { endOf, type Reason } from "./refusal.ts";

/** What a procedure says of its call for the record. It says so before anything can be refused. */
export interface AuditNote {
  /** Whose account it is about. */
  userId: string | null;
  /** The address it is about, as normalized. */
  address: { collection: string; email: string } | null;
  /** The token that it made, used or looked for. */
  token: AuditEvent["token"];
  /** The id of the registered app that it is done to. */
  app: string | null;
  /** The operator who acts. */
  actorId: string | null;
  /** Whether the call had nothing to end or take away. Such a call isn't recorded. */
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
 * Nothing can be written without the database, a shape that is wrong did nothing, and neither who calls too
 * often nor who has no session may fill the record by it.
 */
const UNRECORDED: ReadonlySet<Reason> = new Set([
  "UNAVAILABLE",
  "INVALID_INPUT",
  "RATE_LIMITED",
  "UNAUTHENTICATED",
]);

/** Writes a call down: which, how it ended, by whom, about which address. Never what was entered. */
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

/** `emailOtp.signIn` is recorded as `email-otp.sign-in`; a test finds each procedure's in the vocabulary. */
export function eventOf(path: string): EventName {
  return kebabCase(path) as EventName;
}
