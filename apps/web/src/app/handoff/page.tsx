import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getVisitor } from "../../caller/caller.ts";
import { AddressRow } from "../../components/address-row.tsx";
import { linkTo } from "../../components/link-to.tsx";
import { Row, PageLayout } from "../../components/page-layout.tsx";
import { Button } from "../../components/ui/button.tsx";
import { FieldError } from "../../components/ui/field-error.tsx";
import { getProduct } from "../../products/get-product.ts";
import { requireApps } from "../../products/known-apps.ts";
import { getTranslate } from "../../language/translations.ts";
import { withOutage } from "../pages/outage.tsx";
import { queryText, type SearchParams } from "../pages/search-params.ts";
import { signInPath } from "../visitor/sign-in-path.ts";
import { loadTitle } from "../pages/titled.ts";
import {
  goesOnAtOnce,
  isAskedOnce,
  isForAccount,
  refuseToAsk,
  signInFirst,
  withAuthorization,
} from "./authorization.ts";
import { ContinueAtOnce } from "./continue-at-once.tsx";
import { Nowhere } from "./nowhere.tsx";
import { GoingTo } from "./on-the-way.tsx";
import { REFUSED, wordsOfRefused } from "./refused-before.ts";
import { handoffPath, parametersOf, readHandoff } from "./request.ts";

async function load(searchParams: SearchParams) {
  await requireApps();
  const given = await searchParams;
  const request = readHandoff(await getProduct(), (name) =>
    typeof given[name] === "string" ? given[name] : null,
  );
  return withAuthorization(request);
}

export const generateMetadata = (props: { searchParams: SearchParams }): Promise<Metadata> =>
  loadTitle(async () => {
    const t = await getTranslate();
    const request = await load(props.searchParams);
    if ("problem" in request) return t("handoff.nowhere-title");
    const visitor = await getVisitor();
    const goesOn = visitor !== null && (await goesOnAtOnce(request, visitor));
    return t(goesOn ? "handoff.onward" : "handoff.title", { app: request.app.name });
  }, "handoff.nowhere-title");

export default withOutage(async function Page(props: { searchParams: SearchParams }) {
  const t = await getTranslate();
  const request = await load(props.searchParams);
  if ("problem" in request) return <Nowhere problem={request.problem} />;

  const refused = await refuseToAsk(request);
  if (refused !== null) return redirect(refused);
  const next = handoffPath(request);
  const visitor = await getVisitor();
  const first = await signInFirst(request, visitor);
  if (!visitor || first !== null) return redirect(first ?? signInPath({ next }));

  const { app } = request;
  const { email } = visitor.user;
  const goesOn = await goesOnAtOnce(request, visitor);
  const isForThem = await isForAccount(request, visitor);
  const refusal = await wordsOfRefused(await queryText(props.searchParams, REFUSED));
  const wording = goesOn
    ? { title: t("handoff.onward", { app: app.name }) }
    : {
        title: t("handoff.heading", { app: app.name }),
        lead: t(isForThem ? "handoff.lead" : "handoff.other-account", { app: app.name }),
      };
  return (
    <PageLayout focusTitle {...wording}>
      <GoingTo app={app} redirectUri={request.redirectUri} />
      {!goesOn && isForThem && (
        <Row note={t("handoff.told")}>
          <p className="max-w-prose">{t("handoff.told-words")}</p>
          {isAskedOnce(request) && (
            <p className="mt-3 max-w-prose text-muted">
              {t("handoff.remembered", { app: app.name })}
            </p>
          )}
        </Row>
      )}
      <AddressRow note={t("common.signed-in-as")} email={email}>
        <FieldError id="refusal">{isForThem && refusal}</FieldError>
        <form
          method="post"
          action="/handoff/decision"
          encType="multipart/form-data"
          className="mt-5 flex flex-wrap gap-3"
        >
          {Object.entries(parametersOf(request)).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <input type="hidden" name="sessionId" value={visitor.session.id} />
          {isForThem && (
            <Button name="decision" value="continue" className="wrap-anywhere">
              {t("common.continue")}
            </Button>
          )}
          <Button name="decision" value="decline" look="plain">
            {t("common.cancel")}
          </Button>
          {goesOn && refusal === null && <ContinueAtOnce />}
        </form>
      </AddressRow>
      <Row note={t("handoff.not-you")}>
        <p>
          {t.rich("handoff.not-you-words", { link: linkTo(signInPath({ next, other: true })) })}
        </p>
      </Row>
    </PageLayout>
  );
});
