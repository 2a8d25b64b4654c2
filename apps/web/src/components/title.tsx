"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTakeFocus } from "./take-focus.ts";

/** The page's heading. With `focus` screen readers continue there. */
export function Title({ focus, children }: { focus: boolean; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null);
  const takeFocus = useTakeFocus();
  useEffect(() => {
    if (focus) takeFocus(heading.current);
  }, [focus, takeFocus]);
  return (
    <h1
      ref={heading}
      tabIndex={-1}
      className="-ms-0.5 text-title font-bold tracking-[-0.035em] text-balance tall:leading-tight tall:tracking-normal wrap-break-word"
    >
      {children}
    </h1>
  );
}
