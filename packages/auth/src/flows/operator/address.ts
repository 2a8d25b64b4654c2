import { sql } from "kysely";
import type { AuthContext } from "../../context.ts";
import { type Suppression, suppressionsOf } from "../../delivery/suppression.ts";
import { type TestAccount, testAccountsOf } from "../../challenge/fixed-code.ts";
import { addressStanding } from "../../guess-budget/standing.ts";
import { type MailStanding, mailStandings } from "../../rate-limit/mail-standing.ts";
import { type ListedSession, sessionsOf } from "../../session/end.ts";
import { type AccountState, findAccount } from "./accounts.ts";
import { isAfter } from "./cursor.ts";
import { type EventPage, readPage, type RecordedEvent } from "./events.ts";

/** Everything about one address. */
export interface AddressView {
  email: string;
  collection: string;
  user: AccountState | null;
  sessions: ListedSession[];
  /** Its test accounts; such an address is never mailed. */
  testAccounts: TestAccount[];
  suppressions: Suppression[];
  /** How many mails it may be sent, by kind; empty if mails aren't counted. */
  mails: MailStanding[];
  /** Guesses at its codes in the last 24 hours, and how many are judged. */
  budget: { spent: number; limit: number };
  /** The newest first: of the address, and of the account that has it. */
  timeline: RecordedEvent[];
  next: string | null;
}

interface Look {
  collection: string;
  email: string;
  before?: string | null | undefined;
  limit: number;
  /** The operator's own session, which is marked if it is among these. */
  ownSessionId: string;
  /** The only collection that the operator may know of; null for an operator of the deployment. */
  scope?: string | null;
}

/**
 * Everything about a normalized address, whether it has an account or not. Whether a mailbox is mailed is the same in
 * all collections, so an operator of one collection learns it only for that collection's accounts, and never how much a
 * mailbox was sent in all.
 */
export async function viewAddress(ctx: AuthContext, look: Look): Promise<AddressView> {
  const { collection, email, scope = null } = look;
  const user = await findAccount(ctx, { collection, email });
  const { events, next } = await readTimeline(ctx, look, user?.id ?? null);
  return {
    email,
    collection,
    user,
    sessions: user ? await sessionsOf(ctx, user.id, look.ownSessionId) : [],
    testAccounts: (await testAccountsOf(ctx, email)).filter(
      (listed) => scope === null || listed.collection === scope,
    ),
    suppressions: scope === null || user ? await suppressionsOf(ctx, email) : [],
    mails: await mailStandings(ctx, { collection, email, ofMailbox: scope === null && !user }),
    budget: await addressStanding(ctx, collection, email),
    timeline: events,
    next,
  };
}

/** By address and by account, each through an index of its own. */
async function readTimeline(
  ctx: AuthContext,
  { collection, email, before, limit, scope = null }: Look,
  userId: string | null,
): Promise<EventPage> {
  const key = await ctx.index.hash("address", collection, email);
  const newest = sql`AND ${isAfter(before)} ORDER BY at DESC, id DESC LIMIT ${limit + 1}`;
  return readPage(
    ctx,
    sql`
      (SELECT * FROM audit_events WHERE address_key = ${key} ${newest})
      UNION
      (SELECT * FROM audit_events WHERE user_id = ${userId}::uuid ${newest})`,
    { limit, scope },
  );
}
