import { isNotice, type NoticeMail } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import type { AuthContext } from "../context.ts";
import { normalizeEmail } from "../email-address/email-address.ts";

const MAX_LISTED = 100;

/** An address that isn't mailed for now. Times are ISO 8601. */
export interface SuppressedAddress {
  email: string;
  /** After a bounce the address gets no mail at all; after a complaint, only those notices that report a change. */
  reason: "bounce" | "complaint";
  suppressedAt: string;
  suppressedUntil: string;
}

type Reason = SuppressedAddress["reason"];

/** A mail of this kind to an address. */
export interface Mailed {
  to: string;
  kind: string;
}

/**
 * Which notices a complaint stops. It doesn't stop those about changed credentials, one of which brings the link that
 * undoes a change of address: somebody with brief access to the mailbox could otherwise silence them by reporting any
 * mail as spam.
 */
const STOPPED_BY_COMPLAINT: Record<NoticeMail["kind"], boolean> = {
  "new-sign-in": true,
  "password-changed": false,
  "email-changed": false,
  "email-change-undone": false,
  "account-deleted": false,
};

/** Why each of these mails isn't sent, in the same order; null if it is sent. */
export async function whySuppressed(
  ctx: Pick<AuthContext, "db">,
  mails: readonly Mailed[],
): Promise<(Reason | null)[]> {
  const addresses = [...new Set(mails.map(({ to }) => to))];
  const { rows } = await sql<{ email: string; reason: Reason }>`
    SELECT email, reason FROM suppressed_addresses
    WHERE email = ANY(${addresses}::text[]) AND suppressed_until > now()`.execute(ctx.db);
  const suppressed = new Set(rows.map(({ email, reason }) => `${reason} ${email}`));
  return mails.map(({ to, kind }) => {
    if (suppressed.has(`bounce ${to}`)) return "bounce";
    const stops = isNotice(kind) && STOPPED_BY_COMPLAINT[kind];
    return stops && suppressed.has(`complaint ${to}`) ? "complaint" : null;
  });
}

/** Why a mail of this kind isn't sent to an address; null if it is. */
export async function suppressionOf(
  ctx: AuthContext,
  to: string,
  kind: string,
): Promise<Reason | null> {
  const [reason = null] = await whySuppressed(ctx, [{ to, kind }]);
  return reason;
}

/** Notes that there is no such mailbox. */
export async function suppressBounced(ctx: AuthContext, email: string): Promise<void> {
  await ctx.call("suppress_address", { email, reason: "bounce", at: null });
}

/** Lets an address be mailed again, for one reason of suppression or for any. False if it wasn't suppressed. */
export async function releaseAddress(
  ctx: AuthContext,
  typed: string,
  reason: Reason | null = null,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    DELETE FROM suppressed_addresses
    WHERE email = ${normalizeEmail(typed) ?? ""} AND reason = coalesce(${reason}, reason)`.execute(
    ctx.db,
  );
  return (numAffectedRows ?? 0n) > 0n;
}

/** The addresses that aren't mailed now, the latest suppression first. */
export async function listSuppressedAddresses(ctx: AuthContext): Promise<SuppressedAddress[]> {
  const rows = await suppressedNow(ctx).limit(MAX_LISTED).execute();
  return rows.map(({ email, reason, suppressed_at, suppressed_until }) => ({
    email,
    reason,
    suppressedAt: suppressed_at.toISOString(),
    suppressedUntil: suppressed_until.toISOString(),
  }));
}

/** Why an address isn't mailed, and from when to when. Times are ISO 8601. */
export interface Suppression {
  reason: Reason;
  since: string;
  until: string;
}

export async function suppressionsOf(ctx: AuthContext, email: string): Promise<Suppression[]> {
  const rows = await suppressedNow(ctx).where("email", "=", email).execute();
  return rows.map(({ reason, suppressed_at, suppressed_until }) => ({
    reason,
    since: suppressed_at.toISOString(),
    until: suppressed_until.toISOString(),
  }));
}

function suppressedNow({ db }: AuthContext) {
  return db
    .selectFrom("suppressed_addresses")
    .select(["email", "reason", "suppressed_at", "suppressed_until"])
    .where("suppressed_until", ">", sql<Date>`now()`)
    .orderBy("suppressed_at", "desc");
}
