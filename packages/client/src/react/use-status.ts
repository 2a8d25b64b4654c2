import { useEffect, useState } from "react";
import type { ChallengeStatus } from "../contract.ts";
import type { WatchwordClient } from "../create-client.ts";
import { refusalOf } from "../refusal.ts";

/** How often to ask, while a mail is on its way and afterwards. */
const QUEUED_MS = 2_000;
const WAITING_MS = 4_000;

/**
 * The status of a challenge, asked again and again until it is used. Null before the first answer, or without a
 * challenge. `resendAt` changes after each mail; then it asks at once.
 */
export function useStatus(
  { emailOtp }: { emailOtp: Pick<WatchwordClient["emailOtp"], "status"> },
  otpId: string | null,
  resendAt: number | null,
): ChallengeStatus | null {
  const [status, setStatus] = useState<ChallengeStatus | null>(null);
  const { query } = emailOtp.status;
  useEffect(() => {
    if (otpId === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isOver = false;
    const ask = async () => {
      const answer = await query({ otpId }).catch((error: unknown) => refusalOf(error));
      if (isOver) return;
      // Without an answer it asks later; a refusal is final.
      if (answer !== null && "reason" in answer) return;
      if (answer !== null) setStatus(answer);
      if (answer?.consumed) return;
      timer = setTimeout(ask, answer?.delivery === "queued" ? QUEUED_MS : WAITING_MS);
    };
    void ask();
    return () => {
      isOver = true;
      clearTimeout(timer);
      setStatus(null);
    };
    // tRPC's client makes its procedures again each time they are named.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [otpId, resendAt]);
  return status;
}
