"use client";

import { useEffect, useState } from "react";
import { useStatus, type Watched } from "./live.tsx";
import type { DeliveryWords } from "./mail-words.ts";

const SLOW_MS = 15_000;

/** The newest mail's state. */
export function LiveDelivery(props: Watched & { words: DeliveryWords }) {
  const delivery = useStatus(props).data?.delivery;
  const isSlow = useIsLong(delivery === "queued", SLOW_MS);
  return delivery && <p className="text-muted">{props.words[isSlow ? "slow" : delivery]}</p>;
}

/** Whether something has been so for `ms` without a break. */
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
