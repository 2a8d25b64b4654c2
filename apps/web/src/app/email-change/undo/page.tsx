import { Row } from "../../../components/page-layout.tsx";
import { linkPage } from "../../link/link-page.tsx";

const { generateMetadata, Page } = linkPage({
  purpose: "email-change-undo",
  title: "email-change-undo.title",
  lead: "email-change-undo.lead",
  note: "email-change-undo.restored-address",
  submit: (t) => [t("email-change-undo.submit"), t("email-change-undo.submitting")],
  confirm: "email-change-undo.confirm-address",
  dead: {
    leads: {
      used: "email-change-undo.used",
      expired: "email-change-undo.expired",
      unknown: "email-change-undo.unknown",
    },
    nextStep: () => ["/sign-in", "common.sign-in"],
  },
  ofAddress(t, { instead }) {
    const other = () => (
      <bdi dir="ltr" translate="no">
        {instead}
      </bdi>
    );
    return (
      instead && (
        <p className="text-muted wrap-anywhere">{t.rich("email-change-undo.instead", { other })}</p>
      )
    );
  },
  formRow: (t, form) => (
    <Row note={t("link.what-happens")}>
      <ul className="mb-5 max-w-prose list-disc space-y-1 ps-5">
        <li>{t("email-change-undo.happens-address")}</li>
        <li>{t("email-change-undo.happens-sessions")}</li>
        <li>{t("email-change-undo.happens-password")}</li>
        <li>{t("email-change-undo.happens-told")}</li>
      </ul>
      {form}
    </Row>
  ),
});
export { generateMetadata, Page as default };
