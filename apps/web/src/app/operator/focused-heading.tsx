"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { useTakeFocus } from "../../components/take-focus.ts";

interface FocusedHeadingProps {
  className?: string;
  children: ReactNode;
}

/** The heading of the result, where screen readers continue. */
export function FocusedHeading({ className = "", children }: FocusedHeadingProps) {
  const ref = useRef<HTMLHeadingElement>(null);
  const takeFocus = useTakeFocus();
  useEffect(() => void takeFocus(ref.current), [takeFocus]);
  return (
    <h2 ref={ref} tabIndex={-1} className={`outline-none ${className}`}>
      {children}
    </h2>
  );
}
