import { linkPage } from "../../link/link-page.tsx";
import { signInWithLink } from "./actions.ts";
import { openElsewhere } from "./elsewhere.tsx";

const link = linkPage({
  purpose: "email-otp",
  title: "sign-in-link.title",
  heading: "sign-in-link.heading",
  lead: "sign-in-link.lead",
  note: "common.address",
  action: signInWithLink,
  submit: (t) => [t("common.sign-in"), t("common.signing-in")],
  why: "sign-in-link.confirm-address",
  opens: openElsewhere,
  replaces: (user, { email }) => user.email !== email,
  dead: {
    leads: { used: "sign-in-link.used" },
    nextStep: () => ["/sign-in", "common.ask-for-mail"],
    offersAccount: true,
  },
});

export const generateMetadata = link.generateMetadata;
export default link.Page;
