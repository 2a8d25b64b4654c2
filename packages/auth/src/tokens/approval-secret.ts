import { timingSafeEqual } from "node:crypto";
import type { AuthContext } from "../context.ts";

/**
 * The secret with which the requester signs in after the challenge was approved. It is derived from the challenge's id
 * with a key, so the id, which is in the database and the record, is useless to somebody who can read those.
 */
export function approvalSecret(ctx: AuthContext, otpId: string): string {
  return approvalSecrets(ctx, otpId)[0].toString("base64url");
}

/** Whether `given` is the challenge's approval secret, under any secret of this process. */
export function isApprovalSecret(ctx: AuthContext, otpId: string, given: string): boolean {
  const presented = Buffer.from(given, "base64url");
  return approvalSecrets(ctx, otpId).some(
    (secret) => secret.length === presented.length && timingSafeEqual(secret, presented),
  );
}

function approvalSecrets(ctx: AuthContext, otpId: string) {
  return ctx.keys.hashCode({ purpose: "approval", collection: "", holder: otpId }, "");
}
