import { linkPage } from "../../link/link-page.tsx";
import { confirmSignUpWithLink } from "./actions.ts";

const link = linkPage({
  purpose: "password-sign-up",
  title: "sign-up-link.title",
  lead: "sign-up-link.lead",
  note: "common.address",
  action: confirmSignUpWithLink,
  submit: (t) => [t("common.sign-up"), t("common.signing-up")],
  replaces: () => true,
  dead: {
    leads: { used: "sign-up-link.used" },
    wayOn(user, state) {
      if (user) return ["/account", "common.to-account"];
      return state === "used"
        ? ["/sign-in", "common.sign-in"]
        : ["/sign-up", "common.ask-for-mail"];
    },
  },
});

export const generateMetadata = link.generateMetadata;
export default link.Page;
