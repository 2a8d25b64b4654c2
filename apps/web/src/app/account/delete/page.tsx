import { AddressRow } from "../../../components/address-row.tsx";
import { Row, PageLayout } from "../../../components/page-layout.tsx";
import { getTranslate } from "../../../language/translations.ts";
import { AddressForm } from "../../forms/address-form.tsx";
import { withOutage } from "../../pages/outage.tsx";
import { titledForVisitor } from "../../pages/titled.ts";
import { isFresh, requireVisitor } from "../../visitor/guard.ts";
import { BackToAccount, SignInAgain } from "../sign-in-again.tsx";
import { deleteAccount } from "./actions.ts";

export const generateMetadata = titledForVisitor("common.delete-account");

export default withOutage(async function Page() {
  const t = await getTranslate();
  const visitor = await requireVisitor("/account/delete");
  return (
    <PageLayout title={t("common.delete-account")} lead={t("account-delete.lead")}>
      <AddressRow note={t("account-delete.account")} email={visitor.user.email} />
      <Row note={t("account-delete.lost")}>
        <ul className="max-w-prose list-disc space-y-1 ps-5">
          <li>{t("account-delete.lost-account")}</li>
          <li>{t("account-delete.lost-sessions")}</li>
          <li>{t("account-delete.lost-codes")}</li>
          <li>{t("account-delete.lost-undo")}</li>
        </ul>
        <p className="mt-4 max-w-prose text-muted">{t("account-delete.after")}</p>
      </Row>
      {(await isFresh(visitor)) ? (
        <AddressForm
          action={deleteAccount}
          email=""
          begins={false}
          label={t("account-delete.confirm")}
          autoComplete="off"
          look="danger"
          submit={[t("common.delete-account"), t("common.deleting-account")]}
        />
      ) : (
        <SignInAgain next="/account/delete" />
      )}
      <BackToAccount />
    </PageLayout>
  );
});
