import type { ReactNode } from "react";

/** Leads out of the step, in a tab of its own, so that the step stays where it is. */
export function OutsideLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer" className="link">
      {children}
    </a>
  );
}
