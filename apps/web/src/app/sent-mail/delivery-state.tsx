"use client";

import type { Delivery } from "@watchword/auth/challenge";
import { useEffect, useState } from "react";
import type { DeliveryWords } from "./mail-words.ts";

const SLOW_MS = 15_000;

/** How far a mail has come. */
export function DeliveryState({ delivery, words }: { delivery: Delivery; words: DeliveryWords }) {
  const isSlow = useIsLong(delivery === "queued", SLOW_MS);
  return <p className="text-muted">{words[isSlow ? "slow" : delivery]}</p>;
}

/** Whether something has been true for `ms` without a break. */
function useIsLong(isSo: boolean, ms: number): boolean {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (!isSo) return;
    const timer = setTimeout(() => setIsLong(true), ms);
    return () => {
      clearTimeout(timer);
      setIsLong(false);
    };
  }, [isSo, ms]);
  return isLong;
}
