import { Row, PageLayout } from "../../components/page-layout.tsx";
import { getTranslate } from "../../language/translations.ts";
import { continueWithCode } from "./actions.ts";
import { UserCodeForm } from "./user-code-form.tsx";

/** For who comes without a link: a code that another device shows. */
export async function EnterCode() {
  const t = await getTranslate();
  return (
    <PageLayout title={t("device.code-title")} lead={t("device.code-lead")}>
      <CodeEntry begins />
      <Row note={t("device.code-sent-to-you")}>
        <p className="max-w-prose">{t("device.close-it")}</p>
      </Row>
    </PageLayout>
  );
}

export async function CodeEntry({ begins = false }: { begins?: boolean }) {
  const t = await getTranslate();
  return (
    <UserCodeForm
      action={continueWithCode}
      label={t("device.code")}
      submit={[t("common.continue"), t("device.checking")]}
      begins={begins}
    />
  );
}
