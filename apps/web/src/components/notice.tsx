"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** Says what was done just now, above a page's title. With `focus` it is what is read first. */
export function Notice({ focus, children }: { focus: boolean; children: ReactNode }) {
  const notice = useRef<HTMLOutputElement>(null);
  useEffect(() => {
    if (focus) notice.current?.focus();
  }, [focus]);
  return (
    <output
      ref={notice}
      tabIndex={-1}
      className="mt-5 block border-2 border-accent px-4 py-3 font-semibold text-pretty outline-none @2xl:mt-8"
    >
      {children}
    </output>
  );
}
