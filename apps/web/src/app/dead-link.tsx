import Link from "next/link";
import type { ReactNode } from "react";
import { Row, Sheet } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";

/** What keeps a link from working. */
export type DeadState = "used" | "expired" | "unknown";

const TITLES: Record<DeadState, string> = {
  used: "This link was used",
  expired: "This link is too old",
  unknown: "We don’t know this link",
};

/** The title of a link's page: `live` for a good link, or while nobody knows. */
export function linkTitle(state: DeadState | "live" | undefined, live: string): string {
  return state === undefined || state === "live" ? live : TITLES[state];
}

interface DeadLinkProps {
  state: DeadState;
  leads: Record<DeadState, string>;
  /** Where to go instead, and what its button says. */
  wayOn: readonly [href: string, words: string];
  look?: "primary" | "plain";
  children?: ReactNode;
}

/** In place of what a link's page is about, where the link does nothing any more. */
export function DeadLink({ state, leads, wayOn: [href, words], look, children }: DeadLinkProps) {
  return (
    <Sheet focusTitle title={TITLES[state]} lead={leads[state]}>
      {children}
      <Row note="A way on">
        <Link href={href} className={buttonStyle({ look })}>
          {words}
        </Link>
      </Row>
    </Sheet>
  );
}
