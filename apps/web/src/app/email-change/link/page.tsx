import { AddressRow } from "../../../components/address-row.tsx";
import { linkPage } from "../../link/link-page.tsx";

const { generateMetadata, Page } = linkPage({
  purpose: "email-change",
  title: "email-change.title",
  lead: "email-change.lead",
  note: "common.new-address",
  submit: (t) => [t("common.change-address"), t("common.changing-address")],
  why: "email-change.sign-in",
  dead: {
    leads: {
      used: "email-change.used",
      expired: "email-change.expired",
      unknown: "email-change.unknown",
    },
    nextStep: (user) => ["/account", user ? "common.to-account" : "common.sign-in"],
  },
  formRow: (t, form, user) => (
    <AddressRow note={t("email-change.old-address")} email={user?.email ?? ""}>
      <p className="mt-3 mb-5 max-w-prose text-muted">{t("email-change.what-happens")}</p>
      {form}
    </AddressRow>
  ),
});
export { generateMetadata, Page as default };
