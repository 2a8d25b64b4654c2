import { randomUUID } from "node:crypto";
import type { AuthContext } from "../context.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { isUuid } from "../uuid.ts";

const MAX_LISTED = 100;

/** A mail that no provider took, or that couldn't be rendered. Times are ISO 8601. */
export interface FailedMail {
  id: string;
  kind: string;
  /** Null for a notice to an account that is gone. */
  to: string | null;
  /** A code of the provider's, or of ours. */
  reason: string | null;
  tries: number;
  createdAt: string;
  failedAt: string;
  /** Whether it can be sent again: that hasn't been done yet, and its link or notice is still valid. */
  resendable: boolean;
}

/** Mails that failed, the newest first; only those of `collection` if it is given. */
export async function listFailedMails(
  ctx: AuthContext,
  { collection = null }: { collection?: string | null } = {},
): Promise<FailedMail[]> {
  const rows = await ctx.call("list_failed_mails", { limit: MAX_LISTED, collection });
  return rows.map(({ created_at, settled_at, ...rest }) => ({
    ...rest,
    createdAt: created_at.toISOString(),
    failedAt: settled_at.toISOString(),
  }));
}

/** The id of the new mail, and the token and account that it belongs to. */
export type ResendResult =
  | { ok: true; mailId: string; tokenId: string | null; userId: string | null }
  | Refusal<"INVALID_TOKEN">;

/**
 * Queues a failed mail again under a new id, to be rendered anew; this works once. `INVALID_TOKEN` if there is no such
 * mail (in the given collection), if it was sent again before, or if it is out of date.
 */
export async function resendMail(
  ctx: AuthContext,
  mailId: string,
  collection: string | null = null,
): Promise<ResendResult> {
  if (!isUuid(mailId)) return refuse("INVALID_TOKEN");
  const failed = await ctx.db
    .selectFrom("mails")
    .select("sealed")
    .where("id", "=", mailId)
    .executeTakeFirst();
  if (!failed) return refuse("INVALID_TOKEN");
  const id = randomUUID();
  const said = failed.sealed && ctx.keys.unseal(failed.sealed, mailId);
  if (failed.sealed && said === null) return refuse("INVALID_TOKEN");
  const [row] = await ctx.call("resend_mail", {
    mail: mailId,
    id,
    sealed: said === null ? null : ctx.keys.seal(said, id),
    collection,
  });
  if (!row) return refuse("INVALID_TOKEN");
  ctx.mailQueued();
  return { ok: true, mailId: id, tokenId: row.token_id, userId: row.user_id };
}
