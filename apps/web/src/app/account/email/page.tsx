import { readPending } from "../../../cookies/challenge-cookie.ts";
import { AddressRow } from "../../../components/address-row.tsx";
import { PageLayout } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { AddressForm } from "../../forms/address-form.tsx";
import { withOutage } from "../../pages/outage.tsx";
import { titledForVisitor } from "../../pages/titled.ts";
import { isFresh, requireVisitor } from "../../visitor/guard.ts";
import { BackToAccount, SignInAgain } from "../sign-in-again.tsx";
import { requestChange } from "./actions.ts";

export const generateMetadata = titledForVisitor("common.change-address");

export default withOutage(async function Page() {
  const t = await getTranslate();
  const visitor = await requireVisitor("/account/email");
  const { id, email } = visitor.user;
  const pending = await readPending("email-change");
  const asked = pending?.userId === id && pending.email !== email ? pending.email : "";
  return (
    <PageLayout title={t("common.change-address")} lead={t("account-email.lead")}>
      {(await isFresh(visitor)) ? (
        <AddressForm
          action={requestChange}
          email={asked}
          label={t("common.new-address")}
          autoComplete="off"
          submit={[t("common.send-mail"), t("common.sending")]}
        />
      ) : (
        <SignInAgain next="/account/email" />
      )}
      {/* Below, so that the field and its button stand above a phone's keyboard. */}
      <AddressRow note={t("account-email.current")} email={email}>
        <p className="mt-3 max-w-prose text-muted">{t("account-email.what-happens")}</p>
      </AddressRow>
      <BackToAccount />
    </PageLayout>
  );
});
