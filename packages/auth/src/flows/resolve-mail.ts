import { isNotice, type MailKind } from "@watchword/db/mail-queue";
import {
  linkOf,
  type LinkPaths,
  type LinkSite,
  type OpenedMail,
  openMail,
  type ProductMail,
  type QueuedMail,
  type ResolvedMail,
  toChallengeMail,
  toLinkMail,
} from "../challenge/mail.ts";
import { isTestAddress } from "../challenge/fixed-code.ts";
import type { AuthContext } from "../context.ts";
import { resolveNotice } from "../notice/notice.ts";
import { type Purpose, PURPOSES, rowOf } from "../purposes.ts";
import { toUndoMail } from "./email-change/undo.ts";
import { toSignUpMail } from "./password/sign-up-mail.ts";

export type { LinkPaths, LinkSite, ResolvedMail };

/** Mails that say something besides a code and a link. */
const OWN: Partial<Record<Purpose, (opened: OpenedMail, site: LinkSite) => ResolvedMail>> = {
  "password-sign-up": toSignUpMail,
  "email-change-undo": toUndoMail,
};

/**
 * What a claimed mail says, and to whom; null if there is nothing (more) to say, because its token is used or has
 * expired. `withheld` if its address may not have it. Links begin with the public URL of its collection.
 */
export async function resolveClaimedMail(
  ctx: AuthContext,
  siteOf: SiteOf,
  mail: WaitingMail,
): Promise<ProductMail | null> {
  const resolved = await resolveAny(ctx, siteOf, mail);
  if (!resolved) return null;
  return { ...resolved, withheld: resolved.withheld || isTestAddress(ctx.policy, resolved.to) };
}

/** A waiting mail; without a token if it has neither code nor link. */
type WaitingMail = { id: string; kind: string; tokenId: string | null };

/** Where links of a collection's mails lead. */
export type SiteOf = (collection: string) => LinkSite;

function resolveAny(
  ctx: AuthContext,
  siteOf: SiteOf,
  { id, kind, tokenId }: WaitingMail,
): Promise<ProductMail | null> {
  if (tokenId !== null) return resolveTokenMail(ctx, siteOf, kind, { id, tokenId });
  return isNotice(kind) ? resolveNotice(ctx, kind, id) : Promise.resolve(null);
}

async function resolveTokenMail(
  ctx: AuthContext,
  siteOf: SiteOf,
  kind: string,
  mail: QueuedMail,
): Promise<ProductMail | null> {
  const purpose = PURPOSE_OF.get(kind);
  const opened = purpose ? await openMail(ctx, purpose, mail) : null;
  if (!purpose || !opened) return null;
  const { collection } = opened;
  const said = sayOf(purpose, opened, siteOf(collection));
  return said && { ...said, collection };
}

function sayOf(purpose: Purpose, opened: OpenedMail, site: LinkSite): ResolvedMail | null {
  const own = OWN[purpose];
  if (own) return own(opened, site);
  const row = rowOf(purpose);
  const link = linkOf(purpose, opened, site);
  if (row.code) return toChallengeMail(row.mail, opened, link);
  return isNotice(row.mail) ? null : toLinkMail(row.mail, opened, link);
}

/** Whether this release can render mails of a kind; a newer one that runs at the same time may know more kinds. */
export function isKnownKind(kind: string): boolean {
  return PURPOSE_OF.has(kind) || isNotice(kind);
}

const PURPOSE_OF: ReadonlyMap<string, Purpose> = new Map<MailKind, Purpose>(
  (Object.keys(PURPOSES) as Purpose[]).map((purpose) => [rowOf(purpose).mail, purpose]),
);
