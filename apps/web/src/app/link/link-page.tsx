import "server-only";
import { getVisitor } from "../../caller/caller.ts";
import { getTranslate } from "../../language/translations.ts";
import { withOutage } from "../pages/outage.tsx";
import { loadTitle } from "../pages/titled.ts";
import { DeadLink } from "./dead-link.tsx";
import { Opened } from "./opened.tsx";
import { loadLink } from "./opened-link.ts";
import type { LinkPage } from "./page-row.ts";

/** The `generateMetadata` and the page of a link: nothing happens before its form is sent. */
export function linkPage(row: LinkPage) {
  const generateMetadata = () =>
    loadTitle(async () => {
      const t = await getTranslate();
      const link = await loadLink(row.purpose);
      if (link.state !== "live") return t(`dead-link.${link.state}-title`);
      return row.titled?.(t, link) ?? t(row.title);
    }, row.title);

  const Page = withOutage(async function Page() {
    const link = await loadLink(row.purpose);
    const user = (await getVisitor())?.user ?? null;
    if (link.state !== "live") return <DeadLink row={row.dead} state={link.state} user={user} />;
    return row.instead?.(await getTranslate(), link) || <Opened {...{ row, link, user }} />;
  });
  return { generateMetadata, Page };
}
