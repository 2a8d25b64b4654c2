import "server-only";
import { databaseNow } from "@watchword/auth/clock";
import type { AuthContext } from "@watchword/auth";
import type { emailVerificationStatus } from "@watchword/auth/email-verification";
import { getAuth } from "../../auth.ts";
import { type ChallengeFlow, type PendingChallenge, readPending } from "../../challenge-cookie.ts";

type StatusResult = Awaited<ReturnType<typeof emailVerificationStatus>>;
type Status = Extract<StatusResult, { ok: true }>["status"];

/** Where a challenge of this browser stands. */
export type ChallengeStep = Awaited<ReturnType<typeof loadChallenge>>;

/** A challenge whose mail is out, and what it waits for: its code, or its link alone. */
export type WaitingStep = Extract<ChallengeStep, { name: "code" | "link" }>;

/**
 * Where this browser's challenge in a flow stands; `none` for one that isn't known any more, or
 * is another account's.
 */
export async function loadChallenge(
  flow: ChallengeFlow,
  status: (auth: AuthContext, otpId: string) => Promise<StatusResult>,
  userId: string | null,
) {
  const pending = await readPending(flow);
  if (!pending || pending.userId !== userId) return { name: "none" } as const;
  const found = await status(getAuth(), pending.otpId);
  return found.ok ? challengeStep(pending, found.status) : ({ name: "none" } as const);
}

export async function challengeStep(pending: PendingChallenge, status: Status) {
  if (status.consumed) return { name: "used", pending } as const;
  const serverNow = await databaseNow(getAuth());
  const { codeLength, delivery } = status;
  if (delivery === "capped" && codeLength === null)
    return { name: "capped", pending, status, serverNow } as const;
  if (Date.parse(status.expiresAt) <= serverNow) return { name: "expired", pending } as const;
  const name = codeLength === null ? "link" : "code";
  return { name, pending, status, serverNow } as const;
}
