import type { NoticeMail, QueuedNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type Client, describeRequester } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { mailLocale } from "../mail-locale.ts";
import { uuidByTime } from "../uuid.ts";

export interface NoticeSpec {
  kind: NoticeMail["kind"];
  /** Who did it. */
  client: Client;
  /** Where it goes; to the account's address unless told. */
  to?: string;
  newEmail?: string;
}

/** Three are enough to be warned by, and leave a mailbox readable. */
const AT_MOST_AN_HOUR = 3;

type SealedNotice = Omit<NoticeSpec, "kind">;

/**
 * A notice to an account, ready to be queued by the statement that it is about. Of one kind an account is sent
 * three in an hour, and then one that says how many more there were. A mail to another address of the account's
 * is always sent: each is of a change of address, which takes a mailbox's proof.
 */
export function prepareNotice(ctx: AuthContext, { kind, ...spec }: NoticeSpec): QueuedNotice {
  const id = uuidByTime();
  const said: SealedNotice = spec;
  const atMostAnHour = spec.to === undefined ? AT_MOST_AN_HOUR : null;
  return { id, kind, sealed: ctx.keys.seal(JSON.stringify(said), id), atMostAnHour };
}

interface Row {
  email: string | null;
  sealed: Buffer | null;
  locale: string | null;
  repeats: number;
  resolved_at: Date;
}

/** What a queued notice says, or null where its account is gone. */
export async function resolveNotice(
  ctx: AuthContext,
  kind: NoticeMail["kind"],
  mailId: string,
): Promise<NoticeMail | null> {
  const { rows } = await sql<Row>`
    SELECT users.email, mails.sealed, mails.locale, mails.repeats, now() AS resolved_at
    FROM mails LEFT JOIN users ON users.id = mails.user_id WHERE mails.id = ${mailId}`.execute(
    ctx.db,
  );
  const row = rows[0];
  if (!row?.sealed) return null;
  const json = ctx.keys.unseal(row.sealed, mailId);
  if (json === null) throw new Error("No secret of this process opens the notice.");
  const { to = row.email, client, newEmail = null } = JSON.parse(json) as SealedNotice;
  if (to === null) return null;
  return {
    id: mailId,
    kind,
    to,
    locale: mailLocale(row.locale, client.locale),
    requestedBy: describeRequester(client),
    resolvedAt: row.resolved_at,
    newEmail,
    undo: null,
    repeats: row.repeats,
  };
}
