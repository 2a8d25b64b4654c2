import type { AuditNote } from "./audited.ts";
import { requireCaptcha } from "./captcha.ts";
import type { ApiContext } from "./context.ts";
import { requireCollection } from "./inputs.ts";

/**
 * What comes first in a call that is open to anyone and names an address: the record learns the address, the
 * collection must be one of the policy's, and where a captcha is wanted it must have been passed.
 */
export async function admitVisitor(
  ctx: ApiContext & { note: AuditNote },
  path: string,
  { collection, email }: { collection: string; email: string },
): Promise<void> {
  ctx.note.address = { collection, email };
  requireCollection(ctx.auth.policy, collection);
  await requireCaptcha(ctx, path);
}
