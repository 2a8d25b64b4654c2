import { linkPage } from "../../link/link-page.tsx";

const { generateMetadata, Page } = linkPage({
  purpose: "invitation",
  title: "invitation.title",
  lead: "invitation.lead",
  leadSaysMore: true,
  submit: (t) => [t("invitation.submit"), t("common.signing-in")],
  confirm: "invitation.confirm-address",
  replaces: (user, { email }) => user.email !== email,
  dead: {
    leads: { used: "invitation.used", expired: "invitation.expired" },
    nextStep: () => ["/sign-in", "common.sign-in"],
    offersAccount: true,
  },
});
export { generateMetadata, Page as default };
