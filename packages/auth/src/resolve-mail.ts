import type { Mail } from "@watchword/db/mail-queue";
import type { AuthContext } from "./context.ts";
import { resolveEmailOtpMail } from "./email-otp/mail.ts";

type Resolver = (
  ctx: AuthContext,
  publicUrl: string,
  mail: { id: string; tokenId: string },
) => Promise<Mail | null>;

const resolvers: Record<Mail["kind"], Resolver> = {
  "email-otp": resolveEmailOtpMail,
};

/**
 * What a queued mail says and to whom, or null where there is nothing (more) to say: it was sent,
 * its token is used or over, or its address may not have it. Links begin with `publicUrl`.
 */
export async function resolveMail(
  ctx: AuthContext,
  publicUrl: string,
  mailId: string,
): Promise<Mail | null> {
  const mail = await ctx.db
    .selectFrom("mails")
    .select(["kind", "token_id"])
    .where("id", "=", mailId)
    .where("state", "=", "queued")
    .executeTakeFirst();
  if (!mail?.token_id || !isKnownKind(mail.kind)) return null;
  return resolvers[mail.kind](ctx, publicUrl, { id: mailId, tokenId: mail.token_id });
}

function isKnownKind(kind: string): kind is Mail["kind"] {
  return Object.hasOwn(resolvers, kind);
}
