import type { ReactNode } from "react";

/** A link out of the step, in a new tab, so that the step stays open. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="link">
      {children}
    </a>
  );
}
