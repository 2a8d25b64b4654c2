/** Why a password is refused: NIST SP 800-63B 3.1.1.2, which has no composition rules. */
export type Weakness = "too short" | "too long" | "common" | "contextual" | "breached";

/** An expected refusal; bugs are thrown. */
export interface Refusal<Reason extends string> {
  ok: false;
  reason: Reason;
  /** Milliseconds until the same call may succeed. */
  retryAfterMs?: number;
  /** What is wrong with the password, if that is the reason. */
  weakness?: Weakness;
}

export function refuse<Reason extends string>(
  reason: Reason,
  retryAfterMs?: number | null,
): Refusal<Reason> {
  return { ok: false, reason, ...(retryAfterMs != null && { retryAfterMs }) };
}
