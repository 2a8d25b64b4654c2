"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { RefreshAt } from "../../refresh.tsx";
import { useStatus } from "./status.ts";

interface StepWatchProps {
  otpId: string;
  codeLength: number | null;
  expiresAt: string;
  /** The server's time when it rendered the page, in milliseconds. */
  serverNow: number;
}

/** Asks the server for the page again once its step is over: used elsewhere, too old, or link alone. */
export function StepWatch({ otpId, codeLength, expiresAt, serverNow }: StepWatchProps) {
  const router = useRouter();
  const status = useStatus(otpId);
  const moved = status !== undefined && (status.consumed || status.codeLength !== codeLength);

  useEffect(() => {
    if (moved) router.refresh();
  }, [moved, router]);

  return <RefreshAt iso={expiresAt} serverNow={serverNow} />;
}
