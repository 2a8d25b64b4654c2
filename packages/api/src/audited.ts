import type { TRPCError } from "@trpc/server";
import { type EventName, recordEvent } from "@watchword/auth/audit";
import { normalizeEmail } from "@watchword/auth/email-address";
import type { ApiContext } from "./context.ts";
import { endOf, type Reason } from "./refusal.ts";

/** What a procedure learns of its caller on the way, for the record. */
export interface AuditNote {
  /** Whose account it is about. */
  userId: string | null;
  /** The caller's collection, which an address in the input belongs to as well. */
  collection: string | null;
  /** The operator who acts on it. */
  actorId: string | null;
  /** The token that the call made or was about, where neither side named it. */
  tokenId: string | null;
  /** Whether the call had nothing to end or take away. Such a call isn't recorded. */
  nothingChanged: boolean;
}

interface Call {
  ctx: ApiContext;
  /** `emailOtp.signIn` */
  path: string;
  getRawInput: () => Promise<unknown>;
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
export async function recordCall({ ctx, path, getRawInput, note, result }: Call): Promise<void> {
  const { outcome, reason } = endOf(result);
  if (note.nothingChanged || (reason !== null && UNRECORDED.has(reason))) return;
  // An operator's call that was refused isn't about whom it names.
  const given = note.actorId !== null && !result.ok ? {} : textsOf(await getRawInput());
  const answered = result.ok ? textsOf(result.data) : {};
  const otpId = given.otpId ?? answered.otpId ?? note.tokenId;
  const user = result.ok ? userOf(result.data) : null;
  const email = user?.email ?? normalizeEmail(given.email ?? "");
  const collection = user?.collection ?? given.collection ?? note.collection ?? "users";
  await recordEvent(ctx.auth, {
    event: eventOf(path),
    outcome,
    reason,
    userId: user?.id ?? note.userId,
    actorId: note.actorId,
    address: email ? { collection, email } : null,
    token: otpId ? { id: otpId } : given.token ? { secret: given.token } : null,
    client: ctx.client,
    requestId: ctx.requestId,
  });
}

/** `emailOtp.signIn` is recorded as `email-otp.sign-in`; a test finds each procedure's in the vocabulary. */
export function eventOf(path: string): EventName {
  return path.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) as EventName;
}

function textsOf(input: unknown): Partial<Record<string, string>> {
  if (typeof input !== "object" || input === null) return {};
  const texts = Object.entries(input).filter(([, value]) => typeof value === "string");
  return Object.fromEntries(texts) as Record<string, string>;
}

function userOf(data: unknown): { id: string; email: string; collection: string } | null {
  const user = (data as { user?: { id: string; email: string; collection: string } } | null)?.user;
  return user ?? null;
}
