import type { AuditNote } from "./audited.ts";
import { requireCaptcha } from "./captcha.ts";
import type { ApiContext } from "./context.ts";
import { requireCollection } from "./inputs.ts";
import { RefusalError } from "./refusal.ts";

/**
 * What comes first in a call that is open to anyone and names an address: the record learns the address, the
 * collection must be one of the policy's, and of those that the calling app's page may sign in to, and where a
 * captcha is wanted it must have been passed.
 */
export async function admitVisitor(
  ctx: ApiContext & { note: AuditNote },
  path: string,
  { collection, email }: { collection: string; email: string },
): Promise<void> {
  ctx.note.address = { collection, email };
  requireCollection(ctx.auth.policy, collection);
  requireProduct(ctx, collection);
  await requireCaptcha(ctx, path);
}

function requireProduct({ fromApp, appsOf }: ApiContext, collection: string): void {
  if (fromApp === null || appsOf(collection).some(({ id }) => id === fromApp.id)) return;
  throw new RefusalError({ reason: "FORBIDDEN" });
}
