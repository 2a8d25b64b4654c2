import type { Metadata } from "next";
import { Button } from "../../../components/ui/button.tsx";
import { PageLayout } from "../../../components/page-layout.tsx";
import { getProduct } from "../../../products/get-product.ts";
import { requireApps } from "../../../products/known-apps.ts";
import { getTranslate } from "../../../language/translations.ts";
import { withOutage } from "../../pages/outage.tsx";
import { queryText, type SearchParams } from "../../pages/search-params.ts";
import { loadTitle } from "../../pages/titled.ts";
import { ContinueAtOnce } from "../continue-at-once.tsx";
import { Nowhere } from "../nowhere.tsx";
import { GoingTo } from "../on-the-way.tsx";

interface Props {
  searchParams: SearchParams;
}

/** The app that is asked for, and where it begins a sign-in; null if no app of ours has such a page. */
async function load(searchParams: SearchParams) {
  await requireApps();
  const { apps, publicUrl } = await getProduct();
  const id = await queryText(searchParams, "app");
  const app = apps.find((known) => known.id === id);
  if (!app || app.initiateLoginUri === undefined) return null;
  return { app, initiateLoginUri: app.initiateLoginUri, issuer: publicUrl };
}

export const generateMetadata = ({ searchParams }: Props): Promise<Metadata> =>
  loadTitle(async () => {
    const t = await getTranslate();
    const found = await load(searchParams);
    return found ? t("handoff.onward", { app: found.app.name }) : t("handoff.nowhere-title");
  }, "handoff.nowhere-title");

/**
 * Leads on to where an app begins a sign-in of its own, which then comes back by a hand-off: where the mails lead that
 * an app asked for (OpenID Connect Core 1.0, 4). It is registered with the app, and nothing in the address can change
 * it.
 */
export default withOutage(async function Page({ searchParams }: Props) {
  const t = await getTranslate();
  const found = await load(searchParams);
  if (!found) return <Nowhere problem="app" />;
  const { app, initiateLoginUri, issuer } = found;
  const start = new URL(initiateLoginUri);
  start.searchParams.set("iss", issuer);
  return (
    <PageLayout focusTitle title={t("handoff.onward", { app: app.name })}>
      <GoingTo app={app} redirectUri={initiateLoginUri}>
        {/* A form's GET replaces the query of its action. */}
        <form action={initiateLoginUri} method="get" className="mt-5">
          {[...start.searchParams].map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <Button>{t("common.continue")}</Button>
          <ContinueAtOnce />
        </form>
      </GoingTo>
    </PageLayout>
  );
});
