import type { AuditNote } from "./audited.ts";
import { requireCaptcha } from "./captcha.ts";
import type { ApiContext } from "./context.ts";
import { requireCollection } from "./inputs.ts";
import { RefusalError } from "./refusal.ts";

/**
 * The checks that come first in a call that anybody may make and that names an address. Notes the address for the
 * record, and requires a collection of the policy, one that the calling app's page may sign in to, and a captcha if one
 * is needed.
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
