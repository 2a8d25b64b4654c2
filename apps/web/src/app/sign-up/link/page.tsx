import type { Translate } from "../../../language/translations.ts";
import { linkPage } from "../../link/link-page.tsx";
import type { Opening } from "../../link/page-row.ts";

const { generateMetadata, Page } = linkPage({
  purpose: "password-sign-up",
  title: "sign-up-link.title",
  lead: "sign-up-link.lead",
  note: "common.address",
  titled: (t, { existing }) => (existing ? t("sign-up-link.existing-title") : null),
  submit: (t, { existing }) =>
    existing
      ? [t("common.sign-in"), t("common.signing-in")]
      : [t("common.sign-up"), t("common.signing-up")],
  why: "sign-in-link.confirm-address",
  opens: async (t, { existing }) => (existing ? openExisting(t) : null),
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

/** For an address that got an account meanwhile: the link signs in to it, and asks for no password. */
function openExisting(t: Translate): Opening {
  return {
    title: t("sign-up-link.existing-title"),
    lead: t("sign-up-link.existing-lead"),
    before: null,
    note: t("common.address"),
  };
}

export { generateMetadata, Page as default };
