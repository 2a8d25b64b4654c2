"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTakeFocus } from "./take-focus.ts";

/** Says, above a page's title, what was just done. With `focus` screen readers read it first. */
export function Notice({ focus, children }: { focus: boolean; children: ReactNode }) {
  const notice = useRef<HTMLOutputElement>(null);
  const takeFocus = useTakeFocus();
  useEffect(() => {
    if (focus) takeFocus(notice.current);
  }, [focus, takeFocus]);
  return (
    <output
      ref={notice}
      tabIndex={-1}
      className="mt-5 block rounded-control border-2 border-accent px-4 py-3 font-semibold text-pretty outline-none @2xl:mt-8"
    >
      {children}
    </output>
  );
}
