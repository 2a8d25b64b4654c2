"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { useTakeFocus } from "./take-focus.ts";

/** A link that most who see its page follow. Not a <Link>: where it leads may be no page of ours. */
export function FocusedLink({ children, ...props }: ComponentProps<"a">) {
  const link = useRef<HTMLAnchorElement>(null);
  const takeFocus = useTakeFocus();
  useEffect(() => void takeFocus(link.current), [takeFocus]);
  return (
    <a ref={link} {...props}>
      {children}
    </a>
  );
}
