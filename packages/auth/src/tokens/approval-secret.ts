import { timingSafeEqual } from "node:crypto";
import type { AuthContext } from "../context.ts";

/**
 * What whoever asked signs in with once that is approved. It follows from the challenge's id under a key, so that the
 * id, which the database and the record hold, is of no use to who reads it there.
 */
export function approvalSecret(ctx: AuthContext, otpId: string): string {
  return approvalSecrets(ctx, otpId)[0].toString("base64url");
}

/** Whether it is the challenge's, under any secret of this process. */
export function isApprovalSecret(ctx: AuthContext, otpId: string, given: string): boolean {
  const presented = Buffer.from(given, "base64url");
  return approvalSecrets(ctx, otpId).some(
    (secret) => secret.length === presented.length && timingSafeEqual(secret, presented),
  );
}

function approvalSecrets(ctx: AuthContext, otpId: string) {
  return ctx.keys.hashCode({ purpose: "approval", collection: "", holder: otpId }, "");
}
