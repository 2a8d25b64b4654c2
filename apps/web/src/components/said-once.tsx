"use client";

import { type ReactNode, useEffect } from "react";

interface SaidOnceProps {
  /** The `document.cookie` value that deletes the cookie. */
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
