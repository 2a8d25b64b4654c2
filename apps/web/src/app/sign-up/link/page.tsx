import { linkPage } from "../../link/link-page.tsx";

const { generateMetadata, Page } = linkPage({
  purpose: "password-sign-up",
  title: "sign-up-link.title",
  lead: "sign-up-link.lead",
  titled: (t, { existing }) => (existing ? t("sign-up-link.existing-title") : null),
  submit: (t, { existing }) =>
    existing
      ? [t("common.sign-in"), t("common.signing-in")]
      : [t("common.sign-up"), t("common.signing-up")],
  confirm: "sign-in-link.confirm-address",
  leadSaysMore: true,
  // The address got an account in the meantime: the link signs in to it, and asks for no password.
  opens: async (t, { existing }) =>
    existing
      ? { title: t("sign-up-link.existing-title"), lead: t("sign-up-link.existing-lead") }
      : null,
  replaces: (user, { email, existing }) => !existing || user.email !== email,
  dead: {
    leads: { used: "sign-up-link.used" },
    nextStep(user, state) {
      if (user) return ["/account", "common.to-account"];
      return state === "used"
        ? ["/sign-in", "common.sign-in"]
        : ["/sign-up", "common.ask-for-mail"];
    },
  },
});

export { generateMetadata, Page as default };
