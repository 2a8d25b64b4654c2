import { isNotice, type MailKind } from "@watchword/db/mail-queue";
import {
  linkOf,
  type OpenedMail,
  openMail,
  type ProductMail,
  type QueuedMail,
  type ResolvedMail,
  toChallengeMail,
  toLinkMail,
} from "../challenge/mail.ts";
import { isTestAddress } from "../challenge/test-account.ts";
import type { AuthContext } from "../context.ts";
import { resolveNotice } from "../notice/notice.ts";
import { type Purpose, PURPOSES, rowOf } from "../purposes.ts";
import { toUndoMail } from "./email-change/undo.ts";
import { toSignUpMail } from "./password/sign-up.ts";

export type { ResolvedMail };

/** Mails that say something besides a code and a link. */
const OWN: Partial<Record<Purpose, (opened: OpenedMail, publicUrl: string) => ResolvedMail>> = {
  "password-sign-up": toSignUpMail,
  "email-change-undo": toUndoMail,
};

/**
 * What a claimed mail says, and to whom; null where there is nothing (more) to say: its token is used or
 * over. It says `withheld` where its address may not have it. Links begin with the public URL of its collection.
 */
export async function resolveClaimedMail(
  ctx: AuthContext,
  publicUrlOf: PublicUrlOf,
  { id, kind, tokenId }: { id: string; kind: string; tokenId: string | null },
): Promise<ProductMail | null> {
  const resolved = await resolveAny(ctx, publicUrlOf, { id, kind, tokenId });
  if (!resolved) return null;
  return { ...resolved, withheld: resolved.withheld || isTestAddress(ctx.policy, resolved.to) };
}

/** What links of a collection's mails begin with: an origin, without a slash at its end. */
export type PublicUrlOf = (collection: string) => string;

function resolveAny(
  ctx: AuthContext,
  publicUrlOf: PublicUrlOf,
  { id, kind, tokenId }: { id: string; kind: string; tokenId: string | null },
): Promise<ProductMail | null> {
  if (tokenId !== null) return resolveTokenMail(ctx, publicUrlOf, kind, { id, tokenId });
  return isNotice(kind) ? resolveNotice(ctx, kind, id) : Promise.resolve(null);
}

async function resolveTokenMail(
  ctx: AuthContext,
  publicUrlOf: PublicUrlOf,
  kind: string,
  mail: QueuedMail,
): Promise<ProductMail | null> {
  const purpose = PURPOSE_OF.get(kind);
  const opened = purpose ? await openMail(ctx, purpose, mail) : null;
  if (!purpose || !opened) return null;
  const { collection } = opened;
  const said = sayOf(purpose, opened, publicUrlOf(collection));
  return said && { ...said, collection };
}

function sayOf(purpose: Purpose, opened: OpenedMail, publicUrl: string): ResolvedMail | null {
  const own = OWN[purpose];
  if (own) return own(opened, publicUrl);
  const row = rowOf(purpose);
  const link = linkOf(purpose, opened, publicUrl);
  if (row.code) return toChallengeMail(row.mail, opened, link);
  return isNotice(row.mail) ? null : toLinkMail(row.mail, opened, link);
}

const PURPOSE_OF: ReadonlyMap<string, Purpose> = new Map<MailKind, Purpose>(
  (Object.keys(PURPOSES) as Purpose[]).map((purpose) => [rowOf(purpose).mail, purpose]),
);

/** The same of a mail that waits still; null for one that is withheld too. */
export async function resolveMail(
  ctx: AuthContext,
  publicUrl: string,
  mailId: string,
): Promise<ResolvedMail | null> {
  const mail = await ctx.db
    .selectFrom("mails")
    .select(["id", "kind", "token_id as tokenId"])
    .where("id", "=", mailId)
    .where("state", "in", ["queued", "sending"])
    .executeTakeFirst();
  const said = mail ? await resolveClaimedMail(ctx, () => publicUrl, mail) : null;
  return said?.withheld ? null : said;
}
