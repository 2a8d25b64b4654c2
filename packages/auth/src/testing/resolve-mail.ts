import type { AuthContext } from "../context.ts";
import { resolveClaimedMail, type ResolvedMail } from "../flows/resolve-mail.ts";

/** What a waiting mail says, by its id; null also if it is withheld. */
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
  const said = mail ? await resolveClaimedMail(ctx, () => ({ publicUrl }), mail) : null;
  return said?.withheld ? null : said;
}
