import { Link } from "../../../components/link.tsx";
import { getVisitor } from "../../../caller/caller.ts";
import { getConfig } from "../../../environment/config.ts";
import { AddressRow } from "../../../components/address-row.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { Button } from "../../../components/ui/button.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { withOutage } from "../../pages/outage.tsx";
import { loadTitle } from "../../pages/titled.ts";
import { requireVisitor } from "../../visitor/guard.ts";
import { ActionForm } from "../../forms/action-form.tsx";
import { endSession } from "../actions.ts";
import { SessionRow } from "../session-row.tsx";
import { showNewLink } from "./actions.ts";
import { type HandOff, loadHandOff } from "./hand-off.ts";
import { Waiting } from "./waiting.tsx";

export const generateMetadata = () =>
  loadTitle(async () => {
    const handOff = (await getVisitor()) && (await loadHandOff());
    return (await getTranslate())(`account-device.${handOff?.state ?? "none"}-title`);
  }, "account-device.none-title");

export default withOutage(async function Page() {
  const visitor = await requireVisitor("/account/device");
  const handOff = await loadHandOff();
  switch (handOff.state) {
    case "none":
      return <Begin key="none" email={visitor.user.email} />;
    case "waiting":
      return <Waiting key="waiting" email={visitor.user.email} handOff={handOff} />;
    case "taken":
      return <Taken key="taken" handOff={handOff} />;
    case "expired":
      return <Expired key="expired" />;
  }
});

async function Begin({ email }: { email: string }) {
  const t = await getTranslate();
  const minutes = Math.ceil(getConfig().policy.oneTimeToken.ttlMinutes);
  return (
    <PageLayout
      focusTitle
      title={t("account-device.none-title")}
      lead={t("account-device.none-lead", { minutes })}
    >
      <AddressRow note={t("common.signed-in-as")} email={email}>
        <form action={showNewLink} className="mt-5">
          <Button>{t("account-device.show")}</Button>
        </form>
      </AddressRow>
      <ToAccount />
    </PageLayout>
  );
}

async function Taken({ handOff }: { handOff: Extract<HandOff, { state: "taken" }> }) {
  const t = await getTranslate();
  const { session, serverNow } = handOff;
  return (
    <PageLayout
      focusTitle
      title={t("account-device.taken-title")}
      lead={t("account-device.taken-lead")}
    >
      <Row note={t("account-device.signed-in-there")}>
        <ActionForm action={endSession} working={t("sessions.ending")}>
          {session ? (
            <>
              <ul>
                <SessionRow session={session} now={serverNow} />
              </ul>
              <p className="mt-5 max-w-prose text-muted">{t("account-device.not-yours")}</p>
            </>
          ) : (
            <p>{t("account-device.ended-since")}</p>
          )}
        </ActionForm>
      </Row>
      <Row note={t("account-device.add-device")}>
        <form action={showNewLink}>
          <Button look="plain">{t("account-device.create-new-code")}</Button>
        </form>
      </Row>
      <ToAccount />
    </PageLayout>
  );
}

async function Expired() {
  const t = await getTranslate();
  return (
    <PageLayout
      focusTitle
      title={t("account-device.expired-title")}
      lead={t("account-device.expired-lead")}
    >
      <Row note={t("account-device.new-code")}>
        <form action={showNewLink}>
          <Button>{t("account-device.create-new-code")}</Button>
        </form>
      </Row>
      <ToAccount />
    </PageLayout>
  );
}

async function ToAccount() {
  const t = await getTranslate();
  return (
    <Row note={t("account.or")}>
      <Link href="/account" className="link">
        {t("common.to-account")}
      </Link>
    </Row>
  );
}
