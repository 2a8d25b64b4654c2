import { getCaller } from "../../../caller/caller.ts";
import { PageLayout, Row } from "../../../components/page-layout.tsx";
import type { SearchParams } from "../../pages/search-params.ts";
import { count } from "../chart/figures.ts";
import { pageAfter } from "../page-after.ts";
import { operatedCollections } from "../collection.ts";
import { operatorPage, operatorTitle } from "../operator-page.tsx";
import { Suppressions } from "../suppressions.tsx";
import { Account } from "./account.tsx";
import { Found } from "./found.tsx";
import { LookUpForm } from "./look-up-form.tsx";
import { MailLimits } from "./mail-limits.tsx";
import { readLookedUp } from "../address-cookies.ts";
import { Sessions } from "./sessions.tsx";
import { TestAccounts } from "./test-accounts.tsx";
import { Timeline } from "./timeline.tsx";

export const generateMetadata = operatorTitle("Look up");

interface PageProps {
  searchParams: SearchParams;
}

export default operatorPage(
  "/operator/address",
  async function Page({ searchParams }: PageProps, scope) {
    const looked = await readLookedUp();
    const collections = await operatedCollections();
    const after = await pageAfter(searchParams);
    const view = looked && (await (await getCaller()).operator.address({ ...looked, ...after }));
    return (
      <PageLayout
        dense
        title="Look up"
        lead="Everything that happened to an email address, and what you can do about it."
      >
        <LookUpForm
          key={view && `${view.collection} ${view.email}`}
          email={view?.email ?? ""}
          collection={view?.collection ?? collections[0] ?? "users"}
          collections={collections}
        />
        {view && (
          <>
            <Row note="Found">
              <Found view={view} />
            </Row>
            <Account view={view} />
            <TestAccounts view={view} />
            <Sessions view={view} />
            <Row note={<h2>Email</h2>}>
              <Suppressions
                suppressed={view.suppressions.map(({ reason, until }) => {
                  return { email: view.email, reason, suppressedUntil: until };
                })}
                nothing={scope === null || view.user ? "Not suppressed." : "Nothing is known."}
                mayRelease={scope === null}
              />
              {view.testAccounts.length === 0 && <MailLimits view={view} />}
            </Row>
            <Row note={<h2>Guesses</h2>}>
              {count(view.budget.spent)} of {count(view.budget.limit)} wrong guesses in 24 hours.
              {view.budget.spent >= view.budget.limit &&
                " Its emails bring only the link until some of them are a day old."}
            </Row>
            <Timeline view={view} />
          </>
        )}
      </PageLayout>
    );
  },
);
