"use client";

import { type ReactNode, useEffect } from "react";

interface SaidOnceProps {
  /** What forgets the cookie that has it said. */
  forgets: string;
  children: ReactNode;
}

/** What a cookie has a page say. It is forgotten with that, so that no later page says it again. */
export function SaidOnce({ forgets, children }: SaidOnceProps) {
  useEffect(() => {
    document.cookie = forgets;
  }, [forgets]);
  return children;
}
