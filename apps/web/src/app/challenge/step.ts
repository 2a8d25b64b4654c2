import "server-only";
import { databaseNow } from "@watchword/auth/clock";
import { challengeStatus, type StatusResult } from "@watchword/auth/challenge";
import type { CodePurpose } from "@watchword/auth/purposes";
import { getAuth } from "../../auth.ts";
import { type PendingChallenge, readPending } from "../../challenge-cookie.ts";

type Status = Extract<StatusResult, { ok: true }>["status"];

/** Where a challenge of this browser stands. */
export type ChallengeStep = Awaited<ReturnType<typeof loadChallenge>>;

/** A challenge whose mail is out, and what it waits for: its code, or its link alone. */
export type WaitingStep = Extract<ChallengeStep, { name: "code" | "link" }>;

/**
 * Where this browser's challenge of a purpose stands; `none` for one that isn't known any more, or
 * is another account's.
 */
export async function loadChallenge(purpose: CodePurpose, userId: string | null) {
  const pending = await readPending(purpose);
  if (!pending || pending.userId !== userId) return { name: "none" } as const;
  const found = await challengeStatus(getAuth(), purpose, pending.otpId, userId);
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
