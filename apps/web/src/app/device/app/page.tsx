import type { Metadata } from "next";
import { AddressRow } from "../../../components/address-row.tsx";
import { linkTo } from "../../../components/link-to.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { ReadOff } from "../../../components/read-off.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { requireVisitor } from "../../visitor/guard.ts";
import { Ending } from "../../pages/ending.tsx";
import { withOutage } from "../../pages/outage.tsx";
import { signInPath } from "../../visitor/sign-in-path.ts";
import { titled } from "../../pages/titled.ts";
import { decide } from "./actions.ts";
import { loadDeviceRequest } from "./request.ts";

const PAGE = "/device/app";

export const generateMetadata = titled("device.app-title") satisfies () => Promise<Metadata>;

/** Asks whether an app may go on, on a device that has no browser and shows a code (RFC 8628, 3.3). */
export default withOutage(async function Page() {
  const t = await getTranslate();
  const request = await loadDeviceRequest();
  if (request === null) {
    const enterAgain = ["/device", t("device.enter-again")] as const;
    return (
      <Ending title={t("device.code-over")} lead={t("device.code-wrong")} nextStep={enterAgain} />
    );
  }
  const visitor = await requireVisitor(PAGE);
  const { app, userCode, place } = request;
  return (
    <PageLayout
      focusTitle
      title={t("device.app-heading", { app: app.name })}
      lead={t("device.app-lead", { app: app.name })}
    >
      <Row note={t("device.app-code")}>
        <ReadOff long>{userCode}</ReadOff>
        {place !== null && <p className="mt-2 text-muted">{place}</p>}
      </Row>
      <Row note={t("handoff.told")}>
        <p className="max-w-prose">{t("handoff.told-words")}</p>
      </Row>
      <AddressRow note={t("common.signed-in-as")} email={visitor.user.email}>
        <form action={decide} className="mt-5 flex flex-wrap gap-3">
          <input type="hidden" name="sessionId" value={visitor.session.id} />
          <input type="hidden" name="userCode" value={userCode} />
          <Button name="decision" value="continue">
            {t("common.continue")}
          </Button>
          <Button name="decision" value="decline" look="plain">
            {t("common.cancel")}
          </Button>
        </form>
      </AddressRow>
      <Row note={t("device.code-sent-to-you")}>
        <p className="max-w-prose">{t("device.app-close-it")}</p>
      </Row>
      <Row note={t("handoff.not-you")}>
        <p>
          {t.rich("handoff.not-you-words", {
            link: linkTo(signInPath({ next: PAGE, other: true })),
          })}
        </p>
      </Row>
    </PageLayout>
  );
});
