import { linkPage } from "../../link/link-page.tsx";
import { openElsewhere } from "../elsewhere/elsewhere.tsx";

const { generateMetadata, Page } = linkPage({
  purpose: "email-otp",
  title: "sign-in-link.title",
  heading: "sign-in-link.heading",
  lead: "sign-in-link.lead",
  submit: (t) => [t("common.sign-in"), t("common.signing-in")],
  confirm: "sign-in-link.confirm-address",
  opens: openElsewhere,
  replaces: (user, { email }) => user.email !== email,
  dead: {
    leads: { used: "sign-in-link.used" },
    nextStep: () => ["/sign-in", "common.ask-for-mail"],
    offersAccount: true,
  },
});
export { generateMetadata, Page as default };
