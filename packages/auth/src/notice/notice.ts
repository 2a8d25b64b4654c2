import { randomUUID } from "node:crypto";
import type { NoticeMail, QueuedNotice } from "@watchword/db/mail-queue";
import { sql } from "kysely";
import { type Client, describeDevice, describePlace } from "../client.ts";
import type { AuthContext } from "../context.ts";

export interface NoticeSpec {
  kind: NoticeMail["kind"];
  /** Who did it. */
  client: Client;
  /** Where it goes; to the account's address unless told. */
  to?: string;
  newEmail?: string;
}

type SealedNotice = Omit<NoticeSpec, "kind">;

/** A notice to an account, ready to be queued by the statement that it is about. */
export function prepareNotice(ctx: AuthContext, { kind, ...spec }: NoticeSpec): QueuedNotice {
  const id = randomUUID();
  const said: SealedNotice = spec;
  return { id, kind, sealed: ctx.keys.seal(JSON.stringify(said), id) };
}

/** What a queued notice says, or null where its account is gone. */
export async function resolveNotice(
  ctx: AuthContext,
  kind: NoticeMail["kind"],
  mailId: string,
): Promise<NoticeMail | null> {
  const { rows } = await sql<{ email: string | null; sealed: Buffer | null; resolved_at: Date }>`
    SELECT users.email, mails.sealed, now() AS resolved_at
    FROM mails LEFT JOIN users ON users.id = mails.user_id WHERE mails.id = ${mailId}`.execute(
    ctx.db,
  );
  const row = rows[0];
  if (!row?.sealed) return null;
  const json = ctx.keys.unseal(row.sealed, mailId);
  if (json === null) throw new Error("No secret of this process opens the notice.");
  const { to = row.email, client, newEmail = null } = JSON.parse(json) as SealedNotice;
  if (to === null) return null;
  const requestedBy = { ...describeDevice(client.userAgent), place: describePlace(client) };
  return { id: mailId, kind, to, requestedBy, resolvedAt: row.resolved_at, newEmail, undo: null };
}
