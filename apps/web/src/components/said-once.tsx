"use client";

import { type ReactNode, useEffect } from "react";

interface SaidOnceProps {
  /** What forgets the cookie that has it said. */
  forgets: string;
  children: ReactNode;
}

/** Words that a cookie asks a page to show. Showing them removes the cookie, so no later page repeats them. */
export function SaidOnce({ forgets, children }: SaidOnceProps) {
  useEffect(() => {
    document.cookie = forgets;
  }, [forgets]);
  return children;
}
