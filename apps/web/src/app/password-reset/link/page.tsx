import { maskEmail } from "@watchword/auth/email-address";
import { linkPage } from "../../link/link-page.tsx";
import { readAskedReset } from "../../../cookies/asked-reset-cookie.ts";

const { generateMetadata, Page } = linkPage({
  purpose: "password-reset",
  title: "password-reset.title",
  lead: "password-reset.link-lead",
  submit: (t) => [t("common.set-password"), t("common.setting-password")],
  // The page shows the whole address only if this browser named it itself, because anybody may have the link.
  shown: ({ email }) => maskEmail(email),
  username: async ({ email }) => (email === (await readAskedReset())?.email ? email : null),
  replaces: (user, { email }) => user.email !== email,
  dead: {
    leads: { used: "password-reset.link-used", expired: "password-reset.link-expired" },
    nextStep: () => ["/password-reset", "common.ask-for-mail"],
  },
});
export { generateMetadata, Page as default };
