"use client";

import { type ComponentProps, useEffect, useRef } from "react";
import { useTakeFocus } from "./take-focus.ts";

/** The link that most people follow from its page. Not a <Link>, because it may lead to a page that isn't ours. */
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
