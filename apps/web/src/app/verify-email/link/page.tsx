import { AddressRow } from "../../../components/address-row.tsx";
import { linkPage } from "../../link/link-page.tsx";
import { PasswordGoes } from "../password-goes.tsx";

const { generateMetadata, Page } = linkPage({
  purpose: "email-verification",
  title: "verify-email.link-title",
  lead: "verify-email.link-page-lead",
  submit: (t) => [t("common.verify-address"), t("common.verifying-address")],
  why: "verify-email.link-sign-in",
  dead: {
    leads: { used: "verify-email.link-used" },
    nextStep: (user) =>
      user?.emailVerified
        ? ["/account", "common.to-account"]
        : ["/verify-email", "common.ask-for-mail"],
    ofUser: (t, user) =>
      user.emailVerified && <AddressRow note={t("verify-email.verified")} email={user.email} />,
  },
  before: ({ own }, user) => own && user?.hasPassword && !user.emailVerified && <PasswordGoes />,
});
export { generateMetadata, Page as default };
