import { Link } from "../components/link.tsx";
import type { ReactNode } from "react";
import { Row, Sheet } from "../components/sheet.tsx";
import { buttonStyle } from "../components/ui/button.tsx";
import { getTranslate, type Translate } from "../translations.ts";

/** What keeps a link from working. */
export type DeadState = "used" | "expired" | "unknown";

/** The title of a link's page: `live` for a good link, or while nobody knows. */
export function linkTitle(t: Translate, state: DeadState | "live" | undefined, live: string) {
  return state === undefined || state === "live" ? live : t(`dead-link.${state}-title`);
}

interface DeadLinkProps {
  state: DeadState;
  /** Why it is so; where it isn't said, what is true of most links. */
  leads: { used: string; expired?: string; unknown?: string };
  /** Where to go instead, and what its button says. */
  wayOn: readonly [href: string, words: string];
  look?: "primary" | "plain";
  children?: ReactNode;
}

/** In place of what a link's page is about, where the link does nothing any more. */
export async function DeadLink({
  state,
  leads,
  wayOn: [href, words],
  look,
  children,
}: DeadLinkProps) {
  const t = await getTranslate();
  const all = { expired: t("dead-link.expired"), unknown: t("dead-link.unknown"), ...leads };
  return (
    <Sheet focusTitle title={t(`dead-link.${state}-title`)} lead={all[state]}>
      {children}
      <Row note={t("dead-link.way-on")}>
        <Link href={href} className={buttonStyle({ look })}>
          {words}
        </Link>
      </Row>
    </Sheet>
  );
}
