import type { NoticeMail } from "@watchword/db/mail-queue";
import type { ProductMail } from "../challenge/mail.ts";
import { type Client, describeRequester, withoutDeviceCookie } from "../client.ts";
import type { AuthContext } from "../context.ts";
import { mailLocale } from "../mails/mail-locale.ts";
import { uuidByTime } from "../uuid.ts";

/** What a notice says besides its kind, sealed under its mail's id. */
interface SealedNotice {
  /** Who did what it reports. */
  client: Omit<Client, "deviceCookie">;
  /** Where it goes; to the account's address by default. */
  to?: string;
  newEmail?: string;
  /** The account's collection, if the account will be gone when the notice is rendered. */
  collection?: string;
}

/**
 * How many notices of one kind an account is sent in an hour, before one sums up the rest. They should warn the owner
 * without filling the mailbox. Notices to an earlier address of the account are always sent: each is about a change of
 * address, which needs a proof by mail.
 */
export const NOTICES_AN_HOUR = 3;

/** A notice to an account, ready to be queued by the call that it is about. */
export function sealNotice(
  ctx: AuthContext,
  { client, ...said }: Omit<SealedNotice, "client"> & { client: Client },
): { id: string; sealed: Buffer } {
  const id = uuidByTime();
  const sealing: SealedNotice = { ...said, client: withoutDeviceCookie(client) };
  return { id, sealed: ctx.keys.seal(JSON.stringify(sealing), id) };
}

/** What a queued notice says; null if its account is gone. */
export async function resolveNotice(
  ctx: AuthContext,
  kind: NoticeMail["kind"],
  mailId: string,
): Promise<ProductMail<NoticeMail> | null> {
  const [row] = await ctx.call("open_notice", { mail: mailId });
  if (!row?.sealed) return null;
  const json = ctx.keys.unseal(row.sealed, mailId);
  if (json === null) throw new Error("No secret of this process opens the notice.");
  const said = JSON.parse(json) as SealedNotice;
  const { to = row.email, client, newEmail = null } = said;
  if (to === null) return null;
  return {
    id: mailId,
    kind,
    to,
    locale: mailLocale(ctx, row.locale, client.locale),
    requestedBy: describeRequester(client),
    resolvedAt: row.resolved_at,
    newEmail,
    undo: null,
    repeats: row.repeats,
    withheld: false,
    collection: row.collection ?? said.collection ?? "users",
  };
}
