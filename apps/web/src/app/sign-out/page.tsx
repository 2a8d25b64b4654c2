import { getVisitor } from "../../caller/caller.ts";
import { AddressRow } from "../../components/address-row.tsx";
import { Indented, PageLayout } from "../../components/page-layout.tsx";
import { Button, buttonStyle } from "../../components/ui/button.tsx";
import { getTranslate } from "../../language/translations.ts";
import { withOutage } from "../pages/outage.tsx";
import { queryText, type SearchParams } from "../pages/search-params.ts";
import { titledForVisitor } from "../pages/titled.ts";
import { signOut } from "./actions.ts";
import { Problem, problemOf } from "./problem.tsx";
import { wayBack } from "./way-back.ts";

export const generateMetadata = titledForVisitor("common.sign-out");

/** Where other apps send people who want to sign out of both; `?app=` names the app. */
export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const names = ["app", "back", "state"] as const;
  const [app, back, state] = await Promise.all(
    names.map((name) => queryText(props.searchParams, name)),
  );
  const carried = Object.entries({ app, back, state }).filter(([, value]) => value !== null);
  const from = await wayBack(app ?? null);
  const problem = problemOf(await queryText(props.searchParams, "problem"));
  const visitor = await getVisitor();
  if (!visitor) {
    return (
      <PageLayout focusTitle title={t("sign-out.done-title")}>
        {problem && <Problem problem={problem} />}
        <Indented>
          <a href={from.href} className={buttonStyle()}>
            {t("sign-out.go-to", { app: from.name })}
          </a>
        </Indented>
      </PageLayout>
    );
  }
  return (
    <PageLayout focusTitle title={t("sign-out.title")} lead={t("sign-out.lead")}>
      {problem && <Problem problem={problem} />}
      <AddressRow note={t("common.signed-in-as")} email={visitor.user.email}>
        <form action={signOut} className="mt-5 flex flex-wrap gap-3">
          {carried.map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value ?? ""} />
          ))}
          <Button>{t("common.sign-out")}</Button>
          <a href={from.href} className={buttonStyle({ look: "plain" })}>
            {t("sign-out.stay")}
          </a>
        </form>
      </AddressRow>
    </PageLayout>
  );
});
